extension DigitDrawing {
  /// Lines of characters, two for a pixel, since characters are about twice as high as wide.
  var text: [String] {
    let shades: [Character] = [" ", "░", "▒", "▓", "█"]
    return rows.map { row in
      let shaded = row.flatMap { pixel -> [Character] in
        let shade = shades[(Int(pixel) * (shades.count - 1) + 127) / 255]
        return [shade, shade]
      }
      return ("  " + String(shaded)).trimmingTrailingSpaces
    }
  }

  /// An SVG element without blank lines, as it may stand in Markdown: a path for each grey, with
  /// the runs of pixels that have it.
  var svg: String {
    let (width, height) = (columns, rows.count)
    var runs: [UInt8: String] = [:]
    for (y, row) in rows.enumerated() {
      var x = row.startIndex
      while x < row.endIndex {
        let end = row[x...].firstIndex { $0 != row[x] } ?? row.endIndex
        let length = end - x
        if row[x] > 0 {
          runs[row[x], default: ""] += "M\(x - row.startIndex),\(y)h\(length)v1h\(-length)z"
        }
        x = end
      }
    }
    let paths = runs.sorted { $0.key < $1.key }.map { grey, path in
      "<path fill=\"rgb(\(255 - grey),\(255 - grey),\(255 - grey))\" d=\"\(path)\"/>"
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="\(name)" \
      width="\(width * 8)" height="\(height * 8)" viewBox="0 0 \(width) \(height)" \
      shape-rendering="crispEdges">
      <rect x="0.05" y="0.05" width="\(Double(width) - 0.1)" height="\(Double(height) - 0.1)" \
      fill="white" stroke="gray" stroke-width="0.1"/>
      \(paths.joined(separator: "\n"))
      </svg>
      """
  }
}

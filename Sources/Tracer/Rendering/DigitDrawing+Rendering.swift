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
  /// the runs of pixels that have it; beside it the numbers that belong to the pixels, orange where
  /// they are positive, blue where they are negative.
  var svg: String {
    let (width, height) = (columns, rows.count)
    let pictures =
      [picture(pixels.map(Int.init)) { "rgb(\(255 - $0),\(255 - $0),\(255 - $0))" }]
      + maps.map { map in
        let most = map.values.map(abs).max() ?? 0
        return picture(map.values.map { most > 0 ? Int(($0 / most * 32).rounded()) : 0 }) { level in
          "\(level < 0 ? "#0072B2" : "#D55E00")\" fill-opacity=\"\(Double(abs(level)) / 32)"
        }
      }
    let placed = pictures.enumerated().map { position, picture in
      guard !maps.isEmpty else { return picture }
      let name = position == 0 ? name : maps[position - 1].name
      return """
        <g transform="translate(\(position * (width + 2)) 0)">
        \(picture)
        <text x="\(width / 2)" y="\(height + 3)" text-anchor="middle" font-size="2.4" \
        fill="#1a1a1a" font-family="system-ui, sans-serif">\(MathMLScript.escaped(name))</text>
        </g>
        """
    }
    let wide = width + maps.count * (width + 2)
    let high = maps.isEmpty ? height : height + 4
    let ground = maps.isEmpty ? "" : "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="\(name)" \
      width="\(wide * 8)" height="\(high * 8)" viewBox="0 0 \(wide) \(high)" \
      shape-rendering="crispEdges">
      \(ground)\(placed.joined(separator: "\n"))
      </svg>
      """
  }

  /// A frame with a path for each level but 0.
  private func picture(_ levels: [Int], _ colour: (Int) -> String) -> String {
    var runs: [Int: String] = [:]
    for y in 0..<levels.count / columns {
      let row = levels[y * columns..<(y + 1) * columns]
      var x = row.startIndex
      while x < row.endIndex {
        let end = row[x...].firstIndex { $0 != row[x] } ?? row.endIndex
        let length = end - x
        if row[x] != 0 {
          runs[row[x], default: ""] += "M\(x - row.startIndex),\(y)h\(length)v1h\(-length)z"
        }
        x = end
      }
    }
    let paths = runs.sorted { $0.key < $1.key }.map {
      "<path fill=\"\(colour($0))\" d=\"\($1)\"/>"
    }
    return """
      <rect x="0.05" y="0.05" width="\(Double(columns) - 0.1)" \
      height="\(Double(levels.count / columns) - 0.1)" fill="white" stroke="gray" stroke-width="0.1"/>
      \(paths.joined(separator: "\n"))
      """
  }
}

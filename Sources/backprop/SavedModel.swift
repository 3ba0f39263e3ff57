import Foundation
import Synchronization
import Tracer

/// The file that keeps the network of the last finished epoch: a model file where its name ends in
/// `.json`, else safetensors with the model in the metadata.
final class SavedModel: Sendable {
  private let path: String
  private let state = Mutex<(epochs: Int, source: (any DispatchSourceSignal)?)>((0, nil))

  init(path: String) { self.path = path }

  /// Writes the network after an epoch; an interruption waits until it is written.
  func save<Scalar: Real>(
    _ description: ModelDescription, epochs: Int, as scalar: Scalar.Type
  ) throws {
    var description = description
    description.data = description.data?.written(to: path)
    let contents =
      path.hasSuffix(".json")
      ? Data(try ModelFile.text(description).utf8)
      : try description.safetensors(as: scalar).encoded()
    let path = path
    let failure = state.withLock { state -> FileFault? in
      do throws(FileFault) { try AtomicFile.write(contents, to: path) } catch { return error }
      state.epochs = epochs
      return nil
    }
    if let failure { throw failure }
  }

  /// Lets Ctrl-C end the run between two writes, and say what was kept.
  func keepWhenInterrupted() {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [self] in
      state.withLock { state in
        Output.note(
          state.epochs == 0
            ? "\ninterrupted before the first epoch was finished; nothing was saved"
            : "\ninterrupted; \(path) holds the weights after epoch \(state.epochs)")
        exit(128 + SIGINT)
      }
    }
    source.resume()
    state.withLock { $0.source = source }
  }
}

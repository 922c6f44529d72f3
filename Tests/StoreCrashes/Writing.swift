import GrosirCore
import GrosirEngine

/// A process that writes for a tenant when it is told to, with eight callers, until it is told to pause or is killed.
///
/// It says of every command when it is given (`?name`) and what became of it: it was answered (`+name`), answered as
/// one that had been saved (`=name`), nobody knows (`~name`) and it is given again, nothing has changed (`-name`) and
/// it is given no more. What must not happen is told as well (`!…`).
struct Writing<Store: GrosirStore>: Sendable {
  private let store: Store
  private let name: String
  private let isPaused = Guarded(false)

  init(_ store: Store, as name: String) {
    self.store = store
    self.name = name
  }

  /// Does what it is told, `go TENANT` and `pause` in turn, until there is no more to do.
  func run() async {
    Parent.tell("ready")
    var work: Task<Void, Never>?
    for await line in Parent.lines() {
      if line.hasPrefix("go ") {
        isPaused.withLock { $0 = false }
        let tenant = String(line.dropFirst(3))
        work = Task { await write(for: tenant) }
      } else {
        isPaused.withLock { $0 = true }
        await work?.value
        Parent.tell("paused")
      }
    }
  }

  private func write(for tenant: String) async {
    let shop = CrashShop(store, of: tenant)
    do {
      try await shop.open()
    } catch {
      return Parent.tell("!the shop did not open: \(error)")
    }
    await withTaskGroup(of: Void.self) { group in
      for caller in 0..<8 {
        group.addTask {
          var number = 0
          while !isPaused.withLock({ $0 }) {
            let kind = number.isMultiple(of: 2) ? "join" : "order"
            await give("\(kind)-\(tenant)-\(name)-\(caller)-\(number)", to: shop)
            number += 1
          }
        }
      }
    }
  }

  /// Gives a command until it is known what became of it.
  private func give(_ name: String, to shop: CrashShop<Store>) async {
    Parent.tell("?\(name)")
    var isUnknown = false
    while true {
      do throws(StoreError) {
        return Parent.tell(try await shop.give(name) ? "=\(name)" : "+\(name)")
      } catch {
        switch error {
        case .outcomeUnknown:
          isUnknown = true
          Parent.tell("~\(name)")
        case .unavailable:
          if !isUnknown { return Parent.tell("-\(name)") }
        case .limitReached, .defect: return Parent.tell("!\(name): \(error.debugDescription)")
        }
      }
    }
  }
}

/// What processes that write have said of their commands.
struct WritersWords {
  /// What was given.
  private(set) var given: Set<String> = []
  /// What was answered.
  private(set) var answered: Set<String> = []
  /// Of what it was not known, at one time, what became of it.
  private(set) var unknown: Set<String> = []
  /// What was answered, after that, as what had been saved.
  private(set) var saved: Set<String> = []
  /// What was not done.
  private(set) var undone: Set<String> = []
  /// What must not happen.
  private(set) var complaints: [String] = []

  init(_ lines: [String]) {
    for line in lines {
      let name = String(line.dropFirst())
      switch line.first {
      case "?": given.insert(name)
      case "+": answered.insert(name)
      case "=":
        answered.insert(name)
        saved.insert(name)
      case "~": unknown.insert(name)
      case "-": undone.insert(name)
      case "!": complaints.append(name)
      default: break
      }
    }
    complaints += saved.subtracting(unknown).map { "\($0) was answered as one that had been given before" }
  }
}

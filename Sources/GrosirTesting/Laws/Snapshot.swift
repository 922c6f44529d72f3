import GrosirCore
package import GrosirEngine

/// All that is kept of a shop, to see whether it is the same before and after.
package struct Snapshot: Equatable {
  private let session: GroupSession?
  private let participants: [Participant]
  private let events: [LoggedEvent]
  private let deadlines: [Deadline]

  package init(of shop: LawShop<some GrosirStore>) async throws {
    session = try await shop.keptSession()
    participants = try await shop.keptParticipants()
    events = try await shop.events()
    deadlines = try await shop.store.deadlines(dueBy: .latest, limit: 100)
  }
}

extension Snapshot: CustomStringConvertible {
  /// Enough to see what differs.
  package var description: String {
    let names = events.map { $0.dated.event.name }
    return "\(session?.joinedCount ?? -1) joined, \(participants.count) participants, \(names), \(deadlines.count) due"
  }
}

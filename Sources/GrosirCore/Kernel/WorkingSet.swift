/// What a store brought for a command: for each ``Read`` what there is.
///
/// To ask for one thing that was not declared is a defect of the command, and traps; declared but absent is nil.
public struct WorkingSet: Sendable {
  /// What was read and what was found, by place: beside each other, so that looking through the reads touches nothing
  /// else.
  private var reads: [Read] = []
  private var answers: [Found] = []

  /// The tags of the first few.
  private var tags = InlineArray<64, UInt8>(repeating: 0)

  /// Where each read stands, once there are many: a session that closes reads every buyer who has not paid.
  private var places: [Read: Int]?
  private static var few: Int { 64 }

  /// What a store found.
  public enum Found: Sendable {
    /// Nothing is there.
    case nothing
    /// The row that was asked for.
    case row(Row)
    /// The participants that were asked for; those who wait in order of arrival, others in any order.
    case participants([Participant])
    /// The rows that were asked for, in the order that the read documents.
    case rows([Row])
    /// How many there are of what was asked for.
    case count(Int)
    /// What the account that was asked for holds.
    indirect case standing(AccountStanding)
    /// What was posted to a payable in the period that was asked for.
    indirect case earnings(PayeeEarnings)
  }

  /// Creates an empty set.
  public init() {}

  /// Puts in what is found for several reads, in place of what was found before.
  ///
  /// - Parameters:
  ///   - more: What was read.
  ///   - find: Finds what there is for one of them.
  public mutating func bring(_ more: [Read], _ find: (Read) -> Found) {
    guard reads.isEmpty else {
      reads.reserveCapacity(reads.count + more.count)
      answers.reserveCapacity(answers.count + more.count)
      for read in more { bring(read, find(read)) }
      return
    }
    // Mostly this is all that a command reads, and it is taken over as it is.
    reads = more
    var place = 0
    answers = more.map { read in
      if place < WorkingSet.few { tags[place] = read.tag }
      place += 1
      return find(read)
    }
    if more.count > WorkingSet.few { index() }
  }

  /// Notes where each read stands; the first place, where there are several.
  private mutating func index() {
    var places = [Read: Int](minimumCapacity: 2 * reads.count)
    for place in reads.indices.reversed() { places[reads[place]] = place }
    self.places = places
  }

  /// Puts in what was found for a read, in place of what was found before.
  public mutating func bring(_ read: consuming Read, _ found: consuming Found) {
    if let place = place(of: read) {
      answers[place] = found
      return
    }
    places?[copy read] = reads.count
    if reads.count < WorkingSet.few { tags[reads.count] = read.tag }
    reads.append(read)
    answers.append(found)
    if places == nil, reads.count > WorkingSet.few { index() }
  }

  /// Whether a read was brought.
  ///
  /// - Complexity: O(1).
  public func has(_ read: Read) -> Bool { place(of: read) != nil }

  /// Those of some reads that were not brought, each once, in their order.
  func missing(of reads: [Read]) -> [Read] {
    var missing: [Read] = []
    var asked: Set<Read>?
    for read in reads where !has(read) {
      // A few are told apart faster by looking at each, as below.
      if asked == nil, missing.count == WorkingSet.few { asked = Set(missing) }
      if asked?.insert(read).inserted ?? !missing.contains(read) { missing.append(read) }
    }
    return missing
  }

  /// The reads of what the buyers of participants have open, of those participants that some reads asked for by
  /// identity; without what was brought.
  package func missingStandings(of reads: [Read]) -> [Read] {
    var missing: [Read] = []
    for place in reads.indices {
      guard case .participant = reads[place], case .row(.participant(let participant)) = lookUp(reads[place])
      else { continue }
      let standing = Read.buyer(participant.buyer, in: participant.session)
      if !has(standing), !missing.contains(standing) { missing.append(standing) }
    }
    return missing
  }

  /// A few are found faster by looking at each than by hashing their texts, and mostly by their tags: to compare two
  /// reads costs as much as looking at the tags of all.
  private func place(of read: Read) -> Int? {
    if places != nil { return places?[read] }
    let tag = read.tag
    return reads.indices.first { tags[$0] == tag && reads[$0] == read }
  }

  /// What was found, in the order in which it was first asked for.
  package var inOrder: [Found] { answers }

  // MARK: What commands ask for

  /// A product in its newest version.
  ///
  /// - Precondition: it was declared; so for all others.
  public func product(_ id: ProductID) -> Product? {
    guard case .product(let product) = row(.product(id)) else { return nil }
    return product
  }

  /// A session.
  public func session(_ id: SessionID) -> GroupSession? {
    guard case .session(let session) = row(.session(id)) else { return nil }
    return session
  }

  /// The session that has a code.
  public func session(withCode code: SessionCode) -> GroupSession? {
    guard case .session(let session) = row(.sessionWithCode(code)) else { return nil }
    return session
  }

  /// A participant.
  public func participant(_ id: ParticipantID) -> Participant? {
    guard case .participant(let participant) = row(.participant(id)) else { return nil }
    return participant
  }

  /// What a buyer has open in a session.
  public func buyer(_ id: BuyerID, in session: SessionID) -> BuyerStanding? {
    guard case .buyer(let buyer) = row(.buyer(id, in: session)) else { return nil }
    return buyer
  }

  /// A payment.
  public func payment(_ reference: PaymentReference) -> Payment? {
    guard case .payment(let payment) = row(.payment(reference)) else { return nil }
    return payment
  }

  /// A refund.
  public func refund(_ id: RefundID) -> Refund? {
    guard case .refund(let refund) = row(.refund(id)) else { return nil }
    return refund
  }

  /// A factory.
  public func factory(_ id: FactoryID) -> Factory? {
    guard case .factory(let factory) = row(.factory(id)) else { return nil }
    return factory
  }

  /// A warehouse or another location.
  public func location(_ id: LocationID) -> Location? {
    guard case .location(let location) = row(.location(id)) else { return nil }
    return location
  }

  /// A purchase order.
  public func purchaseOrder(_ number: PurchaseOrderNumber) -> PurchaseOrder? {
    guard case .purchaseOrder(let order) = row(.purchaseOrder(number)) else { return nil }
    return order
  }

  /// The purchase order for which a delivery came.
  public func purchaseOrder(ofReceipt receipt: ReceiptID) -> PurchaseOrder? {
    guard case .purchaseOrder(let order) = row(.purchaseOrderOfReceipt(receipt)) else { return nil }
    return order
  }

  /// The participants found for a read of several.
  public func participants(_ read: Read) -> [Participant] {
    guard case .participants(let participants) = found(read) else {
      preconditionFailure("a row was brought where participants were asked for")
    }
    return participants
  }

  /// The rows found for a read of several.
  func rows(_ read: Read) -> [Row] {
    guard case .rows(let rows) = found(read) else {
      preconditionFailure("something else was brought where rows were asked for")
    }
    return rows
  }

  /// The participants of a session who wait, as far as they were brought last, and how far that is; nil if nobody was
  /// asked for.
  func waiting(in session: SessionID) -> (reach: WaitingReach, participants: [Participant])? {
    for read in reads.reversed() {
      guard case .waiting(in: session, let reach) = read else { continue }
      return (reach, participants(read))
    }
    return nil
  }

  /// The row found for a read of one, if there is any.
  func row(_ read: Read) -> Row? {
    guard case .row(let row) = found(read) else { return nil }
    return row
  }

  /// How many there are, for a read that asks for that.
  public func count(_ read: Read) -> Int {
    guard case .count(let count) = found(read) else {
      preconditionFailure("something else was brought where a count was asked for")
    }
    return count
  }

  /// What was found for a read.
  func found(_ read: Read) -> Found {
    guard let found = lookUp(read) else { preconditionFailure("a command read what it did not declare") }
    return found
  }

  /// What was found for a read, or nil if it was not brought.
  func lookUp(_ read: Read) -> Found? { place(of: read).map { answers[$0] } }
}

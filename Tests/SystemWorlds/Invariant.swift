/// What must hold after every step, whatever has happened (SPEC §3 to §13).
package enum Invariant: String, Sendable, CaseIterable {
  /// On hand is what came and was corrected, less what went out.
  case unitsOnHand = "on hand = came − went"
  /// Reserved is what open reservations hold.
  case unitsReserved = "reserved = open reservations"
  /// Nothing is promised that is not there.
  case noOversell = "no oversell"
  /// A reservation ends once, as consumed or as released, and not after its time.
  case oneEnd = "a reservation ends once, in time"
  /// Units leave the stock at the cost they entered at, oldest first.
  case costs = "units leave at their cost"
  /// A session's tallies count its participants.
  case tallies = "tallies = participants"
  /// What is sold is what the rules permit.
  case permitted = "sold as permitted"
  /// Nobody waits who could be let in.
  case nobodyWaitsInVain = "nobody waits in vain"
  /// A participation goes one way: nobody is both in and given their money back.
  case onePath = "a participation goes one way"
  /// A session goes through its states as its table says, and no earlier than it may.
  case sessionPath = "a session's states"
  /// A session ends as its terms say, and everybody owes and gets back what they should.
  case settlement = "settled as the terms say"
  /// Every account holds what the book says.
  case balances = "balances = the book's"
  /// What lies in escrow is each participant's money; of a session that is over, none.
  case escrow = "escrow = participants' money"
  /// No wallet is negative.
  case wallets = "wallets never negative"
  /// What is there for a session's buyers is what is held for it.
  case coveredIsHeld = "covered = held"
  /// What is ordered is what demand needs, no more.
  case ordered = "ordered = needed"
  /// A factory is paid once for what it shipped.
  case factoryPaid = "the factory is paid once"
  /// A purchase order's status never goes back.
  case purchaseOrderPath = "a purchase order's statuses"
  /// An order goes through its statuses as the table says.
  case orderPath = "an order's statuses"
  /// A withdrawal is claimed once and ends once; a settlement is paid once.
  case payoutPath = "payouts happen once"
  /// A seller goes through their statuses, and sells nothing unless they may.
  case partnerPath = "a seller's statuses"
  /// Listings show what is free of the stock they mirror, as of the last synchronisation; only what changed is told.
  case mirrored = "listings mirror their stock"
  /// The same command is answered the same, and does nothing; another under its identity is refused.
  case sameAnswer = "a command is run once"
  /// What is refused changes nothing, and neither does what fails.
  case nothingHalfDone = "refused or failed changes nothing"
  /// A refusal is just.
  case justRefusal = "refused for a reason"
  /// The outside is asked for what was decided, once.
  case requests = "asked = decided"
  /// What is due is found and done.
  case deadlines = "what is due is done"
  /// The log is what happened, and folding it gives what is kept.
  case logIsState = "log = rows"
  /// What the outside took and gave is what the gateway and the bank say.
  case outsideBook = "outside book = gateway and bank"
  /// In the end every paid buyer has goods or all of the money.
  case everybodyServed = "goods or all of the money"
  /// What only a test of the shrinking asks for.
  case demand = "as a test demands"
}

/// A step after which something does not hold.
package struct Broken: Error, Sendable, CustomStringConvertible {
  /// What does not.
  package let invariant: Invariant
  /// Where, and what is there instead.
  package let details: String

  package var description: String { "\(invariant.rawValue): \(details)" }

  init(_ invariant: Invariant, _ details: String) {
    self.invariant = invariant
    self.details = details
  }
}

/// Throws unless a condition holds.
@inline(__always)
func check(_ holds: Bool, _ invariant: Invariant, _ details: @autoclosure () -> String) throws(Broken) {
  if !holds { throw Broken(invariant, details()) }
}

/// Throws unless two values are the same.
@inline(__always)
func check<Value: Equatable>(
  _ found: Value, is expected: Value, _ invariant: Invariant, _ what: @autoclosure () -> String
) throws(Broken) {
  if found != expected { throw Broken(invariant, "\(what()): \(found), and should be \(expected)") }
}

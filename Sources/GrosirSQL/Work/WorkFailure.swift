package import GrosirEngine

/// Why a piece of work was not done.
package enum WorkFailure: Error, Sendable {
  /// The database failed.
  case database(SQLFailure)
  /// A rule forbids it, or a hook stopped it.
  case refused(StoreError)

  /// What uses a database, as a piece of work.
  package static func database<Value>(_ body: () throws(SQLFailure) -> Value) throws(WorkFailure) -> Value {
    do throws(SQLFailure) {
      return try body()
    } catch {
      throw .database(error)
    }
  }

  /// What a rule may forbid, as a piece of work.
  package static func refusable<Value>(_ body: () throws(StoreError) -> Value) throws(WorkFailure) -> Value {
    do throws(StoreError) {
      return try body()
    } catch {
      throw .refused(error)
    }
  }
}

/// The error that a body throws, or nil if it throws none.
func thrown<Success, Failure: Error>(_ body: () throws(Failure) -> Success) -> Failure? {
  do throws(Failure) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

public import GrosirCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Says what time it is; injected wherever that matters.
///
/// It may jump, ahead and back.
public protocol WallClock: Sendable {
  /// The current instant.
  func now() -> Instant
}

/// The machine's clock.
public struct SystemClock: WallClock {
  /// Creates one; they are all the same.
  public init() {}

  /// The current instant, to the millisecond.
  public func now() -> Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    let milliseconds = Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    return Instant(millisecondsSince1970: milliseconds) ?? .epoch
  }
}

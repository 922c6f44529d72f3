/// A value of which all can be kept, and which is the same again when it is made from that (SPEC §13, §15).
///
/// What is *recorded* is for people and programs outside, and may leave something out; what is *stored* is for a store,
/// and is the whole. A value whose record is the whole is stored as that. What follows from the rest is not stored but
/// made again: indices, totals, hash values.
///
/// The fields of a row are flat where they can be, because in tables they are columns that an operator reads. Names are
/// the wire's.
///
///     let participant = try Participant(stored: record)    // the same as whose `stored` it was, or a StoredFault
///
/// Whatever is read is checked: from what breaks a rule of the value no value is made, and nothing traps.
package protocol Stored: Sendable {
  /// All that is to be kept.
  var stored: Record { get }

  /// The value that was kept.
  ///
  /// - Throws: ``StoredFault`` where nothing of the kind was.
  init(stored: Record) throws(StoredFault)
}

extension Stored where Self: Recorded {
  /// Its record, which is the whole.
  package var stored: Record { record }
}

extension Stored where Self: Recordable {
  /// The value that was recorded.
  package init(stored: Record) throws(StoredFault) {
    guard let value = Self(record: stored) else { throw StoredFault(.malformed) }
    self = value
  }
}

/// A name out of a fixed list, stored as it is on the wire.
package protocol StoredName: Stored, RawRepresentable where RawValue == String {}

extension StoredName {
  /// The name on the wire.
  package var stored: Record { .text(rawValue) }

  /// From the name on the wire.
  package init(stored: Record) throws(StoredFault) {
    guard case .text(let word) = stored, let value = Self(rawValue: word) else { throw StoredFault(.malformed) }
    self = value
  }
}

/// Why no value can be made from what was kept, and where that stands.
package struct StoredFault: Error, Sendable, Hashable {
  /// Where it is, from the outermost value that was read.
  package let path: FieldPath

  /// What is wrong.
  package let reason: Reason

  /// What is wrong with what was kept.
  package enum Reason: Sendable, Hashable {
    /// It is not there.
    case missing
    /// It is there, and nobody knows it, or it is there twice.
    case unknown
    /// It is of another kind than it must be, or breaks its own rules.
    case malformed
    /// It may be right, but not beside the rest; why.
    case inconsistent(String)
    /// It was kept in a version that is not known here, perhaps by a newer program.
    case unknownVersion(Int)
  }

  /// Creates a fault.
  package init(_ reason: Reason, at path: FieldPath = .root) {
    (self.path, self.reason) = (path, reason)
  }

  /// A fault of something that is checked as a whole: its violations.
  init(_ violations: [Violation]) { self.init(.inconsistent(violations.listed)) }

  /// The same fault as it stands inside another value.
  func inside(_ outer: FieldPath) -> StoredFault { StoredFault(reason, at: outer.appending(path)) }
}

extension StoredFault: CustomStringConvertible {
  /// Where and what, for people: `lines[2].units: it is missing`.
  package var description: String {
    let what =
      switch reason {
      case .missing: "it is missing"
      case .unknown: "nobody knows it, or it is there twice"
      case .malformed: "it is not of the kind that belongs here, or breaks its rules"
      case .inconsistent(let why): why
      case .unknownVersion(let version): "version \(version) is not known here; a newer program may have kept it"
      }
    return path == .root ? what : "\(path.description): \(what)"
  }
}

extension Optional: Stored where Wrapped: Stored {
  /// What is wrapped, or null.
  package var stored: Record { map { $0.stored } ?? .null }

  /// From null, or what is wrapped.
  package init(stored: Record) throws(StoredFault) {
    if case .null = stored { self = .none } else { self = .some(try Wrapped(stored: stored)) }
  }
}

extension Array: Stored where Element: Stored {
  /// Every element's.
  package var stored: Record { .list(map { $0.stored }) }

  /// From every element's.
  package init(stored: Record) throws(StoredFault) {
    guard case .list(let records) = stored else { throw StoredFault(.malformed) }
    self = []
    reserveCapacity(records.count)
    for position in records.indices {
      do throws(StoredFault) {
        append(try Element(stored: records[position]))
      } catch {
        throw error.inside(FieldPath.root.index(position))
      }
    }
  }
}

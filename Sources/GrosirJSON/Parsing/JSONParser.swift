internal import FoundationEssentials
internal import GrosirCore

extension JSONValue {
  /// Parses a JSON document in UTF-8 (RFC 8259), strictly.
  ///
  /// Refused, besides wrong syntax: a name twice in one object (every one is listed, with its path), a byte-order mark,
  /// any other encoding, and whatever passes the limits. Names are compared unescaped, so `"a"` and `"\u0061"` are the
  /// same. `1.0`, `1e3` and integers beyond 64 bits are numbers, but not integers. Members keep their order.
  ///
  /// Two judges must agree: a scan for what Foundation's decoder overlooks, and that decoder. What either refuses is
  /// refused.
  ///
  /// - Complexity: O(n) in the size of the document.
  /// - Throws: ``InvalidDocument``; for wrong syntax with a single violation at the root that names line and column.
  public init(parsing bytes: some Sequence<UInt8>, limits: JSONLimits = .standard) throws(InvalidDocument) {
    let bytes = Array(bytes)
    guard bytes.count <= limits.size else {
      let message = "the document has \(bytes.count) bytes; at most \(limits.size) are accepted"
      throw InvalidDocument([Violation(.root, .tooLarge, message)])
    }
    var scan = JSONScan(bytes, limits: limits)
    do throws(JSONFault) {
      try scan.run()
    } catch {
      throw InvalidDocument([error.violation])
    }
    guard scan.duplicates.isEmpty else {
      throw InvalidDocument(scan.duplicates, further: scan.furtherDuplicates)
    }
    do throws(JSONFault) {
      self = try JSONParser.decode(bytes, outline: scan.outline)
    } catch {
      throw InvalidDocument([error.violation])
    }
  }
}

/// The way through Foundation's decoder.
private enum JSONParser {
  static func decode(_ bytes: [UInt8], outline: JSONOutline) throws(JSONFault) -> JSONValue {
    let walk = JSONWalk(bytes: bytes, outline: outline)
    let result: Result<JSONValue, JSONFault>
    do {
      result = try JSONDecoder().decode(DecodedDocument.self, from: Data(bytes), configuration: walk).result
    } catch {
      // Nothing is known that the scan lets pass and the decoder refuses before it is asked for a value.
      throw JSONFault(malformed: "is not valid", bytes: bytes, offset: 0)
    }
    return try result.get()
  }
}

/// What the decoder is asked for: the whole document, by a walk along its outline.
private struct DecodedDocument: DecodableWithConfiguration {
  let result: Result<JSONValue, JSONFault>

  init(from decoder: any Decoder, configuration walk: JSONWalk) throws {
    var walk = walk
    var root = DocumentSource(decoder: decoder)
    do throws(JSONFault) {
      result = .success(try walk.value(from: &root))
    } catch {
      result = .failure(error)
    }
  }
}

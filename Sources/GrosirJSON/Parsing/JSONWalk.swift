/// Asks the decoder for every value of a document, in the order and with the types of the outline.
struct JSONWalk {
  let bytes: [UInt8]
  let outline: JSONOutline
  private var nextNode = 0
  private var nextName = 0

  init(bytes: [UInt8], outline: JSONOutline) {
    self.bytes = bytes
    self.outline = outline
  }

  /// The value that comes next.
  ///
  /// - Throws: a fault at the beginning of a value that the decoder refuses.
  mutating func value(from source: inout some DecodingSource) throws(JSONFault) -> JSONValue {
    guard nextNode < outline.nodes.count else {
      throw JSONFault(malformed: "is not valid", bytes: bytes, offset: bytes.count)
    }
    let node = outline.nodes[nextNode]
    nextNode += 1
    do {
      switch node.kind {
      case .null:
        guard try source.null() else { throw fault(node) }
        return .null
      case .bool: return .bool(try source.bool())
      case .integer: return .integer(try source.integer())
      case .number:
        try source.skip()
        return .number(literal(node))
      case .string: return .string(try source.string())
      case .array: return .array(try elements(of: try source.array(), node))
      case .object: return .object(try members(of: try source.object(), node))
      }
    } catch let fault as JSONFault {
      throw fault
    } catch {
      throw fault(node)
    }
  }

  private mutating func elements(
    of container: any UnkeyedDecodingContainer, _ node: JSONOutline.Node
  ) throws(JSONFault) -> [JSONValue] {
    var source = ElementSource(container: container)
    var elements: [JSONValue] = []
    elements.reserveCapacity(node.count)
    for _ in 0..<node.count { elements.append(try value(from: &source)) }
    guard source.container.isAtEnd else { throw fault(node) }
    return elements
  }

  private mutating func members(
    of container: KeyedDecodingContainer<MemberName>, _ node: JSONOutline.Node
  ) throws(JSONFault) -> JSONObject {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(node.count)
    for _ in 0..<node.count {
      let name = outline.names[nextName]
      nextName += 1
      var source = MemberSource(container: container, name: MemberName(stringValue: name))
      members.append(JSONObject.Member(name, try value(from: &source)))
    }
    return JSONObject(members)
  }

  /// The number as it is written; the scan has checked its form, which the decoder does only for numbers it is asked
  /// for as numbers.
  private func literal(_ node: JSONOutline.Node) -> NumberLiteral {
    let end = min(node.offset + node.count, bytes.count)
    return NumberLiteral(unchecked: String(decoding: bytes[node.offset..<end], as: UTF8.self))
  }

  /// The decoder refuses this value; what the scan leaves to it is the encoding of strings.
  private func fault(_ node: JSONOutline.Node) -> JSONFault {
    let problem =
      switch node.kind {
      case .string: "has a string that is not UTF-8, or has half a surrogate pair"
      case .object: "has an object with a name that is not UTF-8, or has half a surrogate pair"
      default: "is not valid"
      }
    return JSONFault(malformed: problem, bytes: bytes, offset: node.offset)
  }
}

/// A ``FactoryNotice`` as text, for a messaging service to send (SPEC §8).
///
///     FactoryMessage(notice).text(in: .indonesian)
///
/// The numbers and names are the notice's; only the words around them differ by language.
public struct FactoryMessage: Sendable, Hashable {
  /// What is told.
  public let notice: FactoryNotice

  /// Creates a message.
  public init(_ notice: FactoryNotice) { self.notice = notice }

  /// The message in a language, its lines separated by line feeds.
  public func text(in language: Language) -> String {
    let words = Words(language)
    var lines = ["\(words.greeting) \(notice.factoryName),", "", "\(words.order) \(notice.number.text)"]
    lines.append("\(words.product): \(notice.productName)")
    if let code = notice.sessionCode { lines.append("\(words.session): \(code.text)") }
    lines.append("\(words.bundles): \(language.grouped(notice.bundles))")
    for line in notice.lines { lines.append("- \(line.name): \(language.grouped(line.units)) \(words.units)") }
    lines.append("\(words.total): \(notice.total.currency.code) \(language.grouped(notice.total.amount))")
    lines.append("\(words.deliverTo):")
    if let address = notice.address {
      lines += [address.name, address.text, address.postalCode.text]
    } else {
      lines.append(notice.location.text)
    }
    lines += ["", words.request]
    return lines.joined(separator: "\n")
  }

  /// The words of a language.
  private struct Words {
    let greeting, order, product, session, bundles, units, total, deliverTo, request: String

    init(_ language: Language) {
      switch language {
      case .english:
        (greeting, order, product) = ("Dear", "Purchase order", "Product")
        (session, bundles, units) = ("Session", "Bundles", "units")
        (total, deliverTo) = ("Total", "Deliver to")
        request = "Please confirm that you have received this order."
      case .indonesian:
        (greeting, order, product) = ("Yth.", "Pesanan pembelian", "Produk")
        (session, bundles, units) = ("Sesi", "Grosir", "pcs")
        (total, deliverTo) = ("Total", "Kirim ke")
        request = "Mohon konfirmasi bahwa pesanan ini sudah diterima."
      }
    }
  }
}

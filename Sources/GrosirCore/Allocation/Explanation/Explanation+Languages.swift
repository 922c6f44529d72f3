/// English.
enum English: Phrasebook {
  static let language = Language.english

  static func joined(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.last ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  static func others(_ count: String) -> String { "\(count) others" }

  static func opening(_ available: Int, _ variant: String) -> String {
    available == 0 ? "\(variant) is locked for now." : "\(count(available)) \(variant) can still be ordered."
  }

  static func unlimited(_ variant: String, ordered: Int) -> String {
    "You can order as many \(variant) as you like: \(count(ordered)) \(ordered == 1 ? "is" : "are") ordered so far, "
      + "and there is no limit."
  }

  static func tolerance(of other: String, units: Int, bundles: Int) -> String {
    let leftover =
      units == 0
      ? "\(other) would be left over, of which we can keep none"
      : "more \(other) would be left over than the \(count(units)) we can keep"
    return "For more, the factory would have to ship at least \(self.bundles(bundles)), and \(leftover)."
  }

  static func capacity(_ variant: String, _ available: Int, bundles: Int, held: Int) -> String {
    let lapse =
      switch held {
      case 0: ""
      case 1: ", or if the 1 \(variant) that is not yet paid for is given up"
      default: ", or if any of the \(count(held)) \(variant) that are not yet paid for are given up"
      }
    return
      "The factory can make \(self.bundles(bundles)) and no more. \(opens(variant, available)) only if it can make "
      + "more\(lapse)."
  }

  static func ahead(_ variant: String, _ available: Int, of other: String) -> String {
    "\(available == 0 ? "One more" : "Any more") would put \(variant) too far ahead of \(other)."
  }

  static func progress(_ variant: String, _ available: Int, missing: Int?) -> String {
    guard let missing else {
      return available == 0
        ? "This session sells no more of it; please choose another variant."
        : "That is the most \(variant) this session sells; for more, please choose another variant."
    }
    let units = missing == 1 ? "1 more unit, of any variant, is" : "\(count(missing)) more units, of any variant, are"
    return "\(opens(variant, available)) once \(units) sold and paid."
  }

  static func stock(_ variant: String, _ available: Int, onHand: Int, reserved: Int) -> String {
    let remedy = "\(opens(variant, available)) once the warehouse is restocked"
    if onHand == 0 { return "The warehouse has none. \(remedy)." }
    if reserved == 0 { return "The warehouse has no more than that. \(remedy)." }
    let taken =
      reserved == onHand
      ? (onHand == 1 ? "The only one in the warehouse is taken." : "All \(count(onHand)) in the warehouse are taken.")
      : "The warehouse has \(count(onHand)), of which \(count(reserved)) \(reserved == 1 ? "is" : "are") taken."
    return "\(taken) \(remedy) or an order is cancelled."
  }

  static func more(_ units: String, _ variant: String, isLast: Bool) -> String { "\(units) more \(variant)" }

  static func unlock(_ variant: String, _ available: Int, after units: String, isSingle: Bool) -> String {
    "\(opens(variant, available)) once \(units) \(isSingle ? "is" : "are") sold and paid."
  }

  private static func opens(_ variant: String, _ available: Int) -> String {
    available == 0 ? "\(variant) opens again" : "More \(variant) opens up"
  }

  static func accepted(_ basket: String, isMixed: Bool, bundles: Int) -> String {
    "You can have \(basket)\(isMixed ? " together" : ""). "
      + (bundles == 0
        ? "The factory need not make anything for it." : "With that, the factory ships \(self.bundles(bundles)).")
  }

  static func refused(_ basket: String, because reason: String) -> String {
    "We cannot take an order of \(basket): \(reason)."
  }

  static func need(bundles: Int, isTooMany: Bool, leaving leftovers: String?) -> String {
    "it takes \(self.bundles(bundles))" + (isTooMany ? ", more than the factory can make" : "")
      + (leftovers.map { ", and \($0) would be left over" } ?? "")
  }

  static func leftover(_ units: String, kept: Int) -> String {
    "\(units) (we can keep \(kept == 0 ? "none" : count(kept)))"
  }

  static func shortage(_ asked: Int, _ variant: String, available: Int) -> String {
    available == 0
      ? "no \(variant) can be had" : "only \(count(available)) of the \(count(asked)) \(variant) can be had"
  }

  static func takeInstead(_ part: String, isMixed: Bool) -> String {
    isMixed ? "Take \(part) instead" : "Take at most \(part)"
  }

  static let takeAnother = "Please choose another variant"
  static func orAdd(_ units: String) -> String { ", or add \(units)" }

  private static func bundles(_ number: Int) -> String { number == 1 ? "1 bundle" : "\(count(number)) bundles" }
}

/// Indonesian.
enum Indonesian: Phrasebook {
  static let language = Language.indonesian

  static func joined(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.last ?? "" }
    return items.dropLast().joined(separator: ", ") + (items.count > 2 ? "," : "") + " dan " + last
  }

  static func others(_ count: String) -> String { "\(count) lainnya" }

  static func opening(_ available: Int, _ variant: String) -> String {
    available == 0 ? "\(variant) sedang dikunci." : "\(variant) masih bisa dipesan sampai \(count(available)) buah."
  }

  static func unlimited(_ variant: String, ordered: Int) -> String {
    "\(variant) boleh dipesan berapa pun: sejauh ini sudah dipesan \(count(ordered)) buah, dan tidak ada batasnya."
  }

  static func tolerance(of other: String, units: Int, bundles: Int) -> String {
    let leftover =
      units == 0
      ? "akan ada sisa \(other), padahal tidak ada yang bisa kami simpan"
      : "sisa \(other) akan melebihi \(count(units)) buah yang bisa kami simpan"
    return "Untuk tambahan, pabrik harus mengirim paling sedikit \(self.bundles(bundles)), dan \(leftover)."
  }

  static func capacity(_ variant: String, _ available: Int, bundles: Int, held: Int) -> String {
    "Pabrik hanya sanggup membuat \(self.bundles(bundles)). \(opens(variant, available)) hanya kalau pabrik sanggup "
      + "membuat lebih banyak"
      + (held > 0 ? ", atau kalau ada yang batal dari \(count(held)) \(variant) yang belum dibayar." : ".")
  }

  static func ahead(_ variant: String, _ available: Int, of other: String) -> String {
    "\(available == 0 ? "Kalau ditambah" : "Lebih dari itu"), \(variant) akan terlalu jauh mendahului \(other)."
  }

  static func progress(_ variant: String, _ available: Int, missing: Int?) -> String {
    guard let missing else {
      return available == 0
        ? "Sesi ini tidak menjualnya lagi; silakan pilih varian lain."
        : "Hanya sebanyak itu \(variant) dijual di sesi ini; kalau perlu lebih banyak, silakan pilih varian lain."
    }
    return "\(opens(variant, available)) setelah \(count(missing)) buah lagi, varian apa pun, terjual dan dibayar."
  }

  static func stock(_ variant: String, _ available: Int, onHand: Int, reserved: Int) -> String {
    let remedy = "\(opens(variant, available)) kalau stok gudang ditambah"
    if onHand == 0 { return "Stok gudang kosong. \(remedy)." }
    if reserved == 0 { return "Stok gudang memang hanya itu. \(remedy)." }
    let taken =
      reserved == onHand
      ? "Semua \(count(onHand)) buah di gudang sudah dipesan."
      : "Gudang punya \(count(onHand)) buah, dan \(count(reserved)) di antaranya sudah dipesan."
    return "\(taken) \(remedy) atau ada pesanan yang batal."
  }

  static func more(_ units: String, _ variant: String, isLast: Bool) -> String {
    "\(units) \(variant)\(isLast ? " lagi" : "")"
  }

  static func unlock(_ variant: String, _ available: Int, after units: String, isSingle: Bool) -> String {
    "\(opens(variant, available)) setelah \(units) terjual dan dibayar."
  }

  private static func opens(_ variant: String, _ available: Int) -> String {
    available == 0 ? "\(variant) dibuka lagi" : "Jatah \(variant) bertambah"
  }

  static func accepted(_ basket: String, isMixed: Bool, bundles: Int) -> String {
    "\(basket) bisa diambil\(isMixed ? " sekaligus" : ""). "
      + (bundles == 0
        ? "Pabrik tidak perlu membuat apa-apa." : "Dengan itu pabrik mengirim \(self.bundles(bundles)).")
  }

  static func refused(_ basket: String, because reason: String) -> String {
    "Pesanan \(basket) belum bisa kami terima: \(reason)."
  }

  static func need(bundles: Int, isTooMany: Bool, leaving leftovers: String?) -> String {
    "perlu \(self.bundles(bundles))" + (isTooMany ? ", melebihi kesanggupan pabrik" : "")
      + (leftovers.map { ", dan akan tersisa \($0)" } ?? "")
  }

  static func leftover(_ units: String, kept: Int) -> String {
    kept == 0 ? "\(units) (tidak bisa kami simpan)" : "\(units) (yang bisa kami simpan \(count(kept)))"
  }

  static func shortage(_ asked: Int, _ variant: String, available: Int) -> String {
    available == 0 ? "\(variant) tidak tersedia" : "dari \(count(asked)) \(variant) hanya tersedia \(count(available))"
  }

  static func takeInstead(_ part: String, isMixed: Bool) -> String {
    isMixed ? "Ambil \(part) saja" : "Ambil paling banyak \(part)"
  }

  static let takeAnother = "Silakan pilih varian lain"
  static func orAdd(_ units: String) -> String { ", atau tambahkan \(units)" }

  private static func bundles(_ number: Int) -> String { "\(count(number)) paket grosir" }
}

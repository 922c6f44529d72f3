/// English.
enum English: Phrasebook {
  static let thousandsSeparator = ","
  static let and = "and"
  static let or = "or"
  static func others(_ count: String) -> String { "\(count) others" }

  static func opening(_ available: Int, _ variant: String) -> String {
    available == 0 ? "\(variant) is locked." : "\(count(available)) \(variant) can still be ordered."
  }

  static func unlock(_ variant: String, after units: String) -> String {
    "More \(variant) opens up once \(units) more are sold and paid."
  }

  static func unlimited(_ variant: String, ordered: String) -> String {
    "Any number of \(variant) can be ordered; \(ordered) are ordered so far, and nothing needs to be unlocked."
  }

  static func tolerance(of other: String, units: String, bundles: Int) -> String {
    "To sell more, the factory would have to ship \(self.bundles(bundles)), and more than the accepted \(units) "
      + "\(other) would be left over."
  }

  static func capacity(_ variant: String, bundles: Int, held: Int) -> String {
    "The factory can make no more than \(self.bundles(bundles)). More \(variant) opens up only if it makes more"
      + (held > 0 ? ", or if some of the \(count(held)) units that are held but not paid lapse." : ".")
  }

  static func ahead(_ variant: String, of other: String) -> String {
    "\(variant) is as far ahead of \(other) as it may be."
  }

  static func progress(missing: Int?) -> String {
    missing.map { "More opens up once \(count($0)) more units of any variant are sold and paid." }
      ?? "The session has unlocked all it ever will; choose another variant."
  }

  static func stock(_ variant: String, onHand: Int, reserved: Int) -> String {
    "The warehouse has \(count(onHand)), of which \(count(reserved)) are reserved. More \(variant) opens up when it is "
      + "restocked or a reservation is released."
  }

  static func accepted(bundles: Int) -> String {
    "This basket can be taken; the factory then ships \(self.bundles(bundles))."
  }

  static func refused(for reasons: [String], remedies: [String]) -> String {
    "This basket cannot be taken: it \(joined(reasons, by: and)). To have it accepted, \(joined(remedies, by: or))."
  }

  static func beyondCapacity(bundles: Int) -> String {
    "needs \(self.bundles(bundles)), more than the factory can make"
  }

  static func leaves(_ leftovers: String, bundles: Int) -> String {
    "makes the factory ship \(self.bundles(bundles)), which would leave \(leftovers) over"
  }

  static func leftover(_ units: String, accepted: String) -> String { "\(units) (accepted: \(accepted))" }

  static func asks(for shortages: String) -> String { "asks for \(shortages)" }

  static func shortage(_ units: String, available: String) -> String {
    "\(units), of which \(available) can be ordered"
  }

  static let takeFewer = "take fewer units"
  static let takeAnother = "choose another variant"
  static func take(atMost units: String) -> String { "take at most \(units)" }
  static func add(_ units: String) -> String { "add \(units)" }

  private static func bundles(_ number: Int) -> String { number == 1 ? "1 bundle" : "\(count(number)) bundles" }
}

/// Indonesian.
enum Indonesian: Phrasebook {
  static let thousandsSeparator = "."
  static let and = "dan"
  static let or = "atau"
  static func others(_ count: String) -> String { "\(count) lainnya" }

  static func opening(_ available: Int, _ variant: String) -> String {
    available == 0 ? "\(variant) sedang terkunci." : "\(variant) masih bisa dipesan \(count(available)) buah."
  }

  static func unlock(_ variant: String, after units: String) -> String {
    "\(variant) dibuka lagi setelah \(units) lagi terjual dan dibayar."
  }

  static func unlimited(_ variant: String, ordered: String) -> String {
    "\(variant) bisa dipesan berapa pun; sejauh ini sudah dipesan \(ordered) buah, dan tidak ada yang perlu dibuka."
  }

  static func tolerance(of other: String, units: String, bundles: Int) -> String {
    "Untuk menjual lebih banyak, pabrik harus mengirim \(count(bundles)) grosir, dan sisa \(other) akan melebihi batas "
      + "\(units) buah."
  }

  static func capacity(_ variant: String, bundles: Int, held: Int) -> String {
    "Pabrik hanya sanggup membuat \(count(bundles)) grosir. \(variant) dibuka lagi hanya kalau pabrik menambah grosir"
      + (held > 0 ? ", atau kalau sebagian dari \(count(held)) buah yang belum dibayar batal." : ".")
  }

  static func ahead(_ variant: String, of other: String) -> String {
    "\(variant) sudah sejauh yang diperbolehkan di depan \(other)."
  }

  static func progress(missing: Int?) -> String {
    missing.map { "Dibuka lagi setelah \(count($0)) buah lagi dari varian mana pun terjual dan dibayar." }
      ?? "Sesi ini sudah membuka semuanya; silakan pilih varian lain."
  }

  static func stock(_ variant: String, onHand: Int, reserved: Int) -> String {
    "Gudang punya \(count(onHand)) buah, \(count(reserved)) di antaranya sudah dipesan. \(variant) dibuka lagi kalau "
      + "stok ditambah atau ada pesanan yang dilepas."
  }

  static func accepted(bundles: Int) -> String {
    "Keranjang ini bisa diambil; pabrik lalu mengirim \(count(bundles)) grosir."
  }

  static func refused(for reasons: [String], remedies: [String]) -> String {
    "Keranjang ini tidak bisa diambil: \(joined(reasons, by: and)). Supaya diterima, \(joined(remedies, by: or))."
  }

  static func beyondCapacity(bundles: Int) -> String {
    "butuh \(count(bundles)) grosir, melebihi kesanggupan pabrik"
  }

  static func leaves(_ leftovers: String, bundles: Int) -> String {
    "pabrik harus mengirim \(count(bundles)) grosir sehingga tersisa \(leftovers)"
  }

  static func leftover(_ units: String, accepted: String) -> String { "\(units) (batas: \(accepted))" }

  static func asks(for shortages: String) -> String { "meminta \(shortages)" }

  static func shortage(_ units: String, available: String) -> String {
    "\(units) padahal yang bisa dipesan \(available)"
  }

  static let takeFewer = "kurangi jumlahnya"
  static let takeAnother = "pilih varian lain"
  static func take(atMost units: String) -> String { "ambil paling banyak \(units)" }
  static func add(_ units: String) -> String { "tambahkan \(units)" }
}

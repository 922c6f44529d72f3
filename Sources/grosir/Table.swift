/// Rows of text in aligned columns.
struct Table {
  /// Where a column's text stands.
  enum Alignment { case left, right }

  /// One cell: its text, and how it is painted.
  struct Cell {
    var text: String
    var paint: Paint

    init(_ text: String, _ paint: Paint = .plain) {
      self.text = text
      self.paint = paint
    }
  }

  private let columns: [(title: String, alignment: Alignment)]
  private var rows: [[Cell]] = []
  private var footers: [[Cell]] = []

  init(_ columns: [(title: String, alignment: Alignment)]) {
    self.columns = columns
  }

  /// Adds a row; it has a cell for each column.
  mutating func add(_ row: [Cell]) { rows.append(row) }

  /// Adds a row below a line; cells that it lacks at its end are empty.
  mutating func addFooter(_ row: [Cell]) {
    footers.append(row + Array(repeating: Cell(""), count: columns.count - row.count))
  }

  /// The table as lines, indented by two spaces.
  func lines(with palette: Palette) -> [String] {
    let titles = columns.map { Cell($0.title, .faint) }
    let widths = columns.indices.map { column in
      ([titles] + rows + footers).map { columnsTaken(by: $0[column].text) }.max() ?? 0
    }
    let width = widths.reduce(0, +) + 2 * (widths.count - 1)
    let rule = "  " + palette.painted(String(repeating: "─", count: width), .faint)
    let body = ([titles] + rows).map { line($0, widths, palette) }
    return footers.isEmpty ? body : body + [rule] + footers.map { line($0, widths, palette) }
  }

  private func line(_ cells: [Cell], _ widths: [Int], _ palette: Palette) -> String {
    let texts = cells.indices.map { column in
      let space = String(repeating: " ", count: widths[column] - columnsTaken(by: cells[column].text))
      let text = palette.painted(cells[column].text, cells[column].paint)
      return columns[column].alignment == .left ? text + space : space + text
    }
    let line = "  " + texts.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}

/// How text is painted on a terminal.
enum Paint: String {
  case plain = ""
  case faint = "2"
  case strong = "1"
  case good = "32"
  case warning = "33"
  case bad = "31"
}

/// Paints text, or leaves it as it is where nobody could see it.
package struct Palette {
  let usesColor: Bool

  /// Whether there is somebody to see colours who wants them: on a terminal that has them, unless `NO_COLOR` says
  /// anything.
  package static func isWanted(onTerminal: Bool, noColor: String?, terminal: String?) -> Bool {
    onTerminal && (noColor ?? "").isEmpty && terminal != "dumb"
  }

  /// The text, painted.
  func painted(_ text: String, _ paint: Paint) -> String {
    guard usesColor, paint != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m"
  }
}

/// A bar that is filled as far as `part` goes of `whole`, in eighths of a character; never empty for a part above zero.
func bar(_ part: Int, of whole: Int, width: Int) -> String {
  let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  let total = 8 * width
  let exact = whole > 0 ? Double(min(part, whole)) / Double(whole) * Double(total) : 0
  let filled = part > 0 ? max(1, Int(exact)) : 0
  let text = String(repeating: "█", count: filled / 8) + eighths[filled % 8]
  return text + String(repeating: "·", count: width - text.count)
}

/// A share in percent with one decimal, rounded half up; only for people to read.
func percentage(_ part: Int, of whole: Int) -> String {
  let tenths = whole == 0 ? 0 : Int((Double(part) / Double(whole) * 1000).rounded())
  return "\(tenths / 10).\(tenths % 10) %"
}

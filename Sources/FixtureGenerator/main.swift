import GrosirTesting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// Writes a composition of very many variants, or a scenario of very many orders, made from a seed, to standard output.

let usage = """
  usage: fixture-generator [--seed NUMBER] [--variants NUMBER | --orders NUMBER]

  Writes a document to standard output, the same for the same seed on every machine: for `grosir availability` a session
  of that many variants, or for `grosir replay` a scenario of that many orders over several sessions.

    --seed NUMBER      what the numbers follow from; 1 unless given
    --variants NUMBER  how many variants, \(LargeComposition.sizes.lowerBound) to \
  \(LargeComposition.sizes.upperBound); 5000 unless given
    --orders NUMBER    how many orders, \(LargeScenario.sizes.lowerBound) to \
  \(LargeScenario.sizes.upperBound), in place of variants
    --help             this text

  The fixture of 5 000 variants is made by

    swift run fixture-generator --seed 1 --variants 5000 > Fixtures/large/composition-of-5000-variants.json
  """

/// Writes a text to a file descriptor, and ends the process if it cannot be written.
func put(_ text: String, to descriptor: Int32) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let written = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    if written < 0, errno != EINTR { exit(1) }
    rest = rest.dropFirst(max(0, written))
  }
}

/// Ends the process as misused: a line of reason and the usage on standard error, status 2.
func refuse(_ reason: String) -> Never {
  put("fixture-generator: \(reason)\n\n\(usage)\n", to: 2)
  exit(2)
}

var seed: UInt64 = 1
var variants = 5_000
var orders: Int?
var arguments = CommandLine.arguments.dropFirst()
while let option = arguments.popFirst() {
  if option == "--help" {
    put("\(usage)\n", to: 1)
    exit(0)
  }
  guard ["--seed", "--variants", "--orders"].contains(option) else { refuse("there is no option \(option)") }
  guard let number = arguments.popFirst().flatMap({ UInt64($0) }) else { refuse("\(option) needs a number") }
  if option == "--seed" {
    seed = number
  } else if option == "--orders", let count = Int(exactly: number), LargeScenario.sizes ~= count {
    orders = count
  } else if option == "--variants", let count = Int(exactly: number), LargeComposition.sizes ~= count {
    variants = count
  } else {
    refuse("\(number) \(option.dropFirst(2)) cannot be generated")
  }
}
if let orders {
  put(LargeScenario(seed: seed, orders: orders).text, to: 1)
} else {
  put(LargeComposition(seed: seed, variants: variants).text, to: 1)
}

enum QueryBenchmarks {
  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] { [] }
}

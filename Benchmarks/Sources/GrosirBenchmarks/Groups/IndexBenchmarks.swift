enum IndexBenchmarks {
  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] { [] }
}

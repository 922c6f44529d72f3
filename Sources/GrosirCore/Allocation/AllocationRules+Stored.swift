extension AllocationMultiple.CatchUp: StoredName {}
extension AllocationPolicy.Kind: StoredName {}
extension ToleranceBreach: Stored {}

extension AllocationPolicy: Stored {
  /// From the kind, and the parameters of that kind.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let kind: Kind = try fields.take("kind")
    switch kind {
    case .bundleTolerance:
      let (committed, capacity): (Int, Int?) = (
        try fields.take("committedBundles"), try fields.take("capacityBundles")
      )
      self = .bundleTolerance(
        try StoredFault.checking { () throws(AllocationError) in
          try BundleTolerance(committedBundles: committed, capacityBundles: capacity, at: .root)
        })
    case .allocationMultiple:
      let (multiple, catchUp): (Int, AllocationMultiple.CatchUp) = (
        try fields.take("multiple"), try fields.take("catchUp")
      )
      self = .allocationMultiple(
        try StoredFault.checking { () throws(AllocationError) in
          try AllocationMultiple(multiple: multiple, catchUp: catchUp, at: .root)
        })
    case .progressiveUnlock:
      let target: Int = try fields.take("target")
      self = .progressiveUnlock(
        try StoredFault.checking { () throws(AllocationError) in try ProgressiveUnlock(target: target, at: .root) })
    case .stockOnly: self = .stockOnly
    case .open: self = .open
    }
    try fields.end()
  }
}

extension AllocationRules: Stored {
  /// From the policy with its parameters, and each variant's numbers.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (policy, lines): (AllocationPolicy, [Line]) = (try fields.take("policy"), try fields.take("variants"))
    try fields.end()
    self = try .checking(lines, policy)
  }

  /// Rules of lines that are still to be checked.
  static func checking(_ lines: [Line], _ policy: AllocationPolicy) throws(StoredFault) -> AllocationRules {
    try StoredFault.checking { () throws(AllocationError) in try AllocationRules(lines, policy: policy) }
  }
}

extension AllocationRules.Line: Stored {
  /// The variant and its numbers.
  package var stored: Record {
    ["id": variant.record, "unitsPerBundle": unitsPerBundle.record, "tolerance": tolerance.record]
  }

  /// From the variant and its numbers.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    self.init(
      try fields.take("id"), unitsPerBundle: try fields.take("unitsPerBundle"),
      tolerance: try fields.take("tolerance"))
    try fields.end()
  }
}

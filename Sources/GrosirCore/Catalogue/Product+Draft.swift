extension Product {
  /// A product as it comes from outside, not checked yet.
  ///
  /// Field names are those of violations' paths.
  public struct Draft: Sendable, Hashable {
    /// Its identity.
    public var id: String
    /// The identity of who makes it.
    public var factory: String
    /// The seller's code.
    public var sku: String
    /// Its name.
    public var name: String
    /// The code of the currency of all its prices.
    public var currency: String
    /// What a unit costs before any tier is reached.
    public var basePrice: Int64
    /// What a unit costs whoever buys it from the factory.
    public var unitCost: Int64
    /// How many units a session should sell unless it says otherwise.
    public var target: Int
    /// How long a session lasts unless it says otherwise.
    public var sessionDuration: Timespan
    /// How long the factory is expected to take; nil if unknown.
    public var expectedCompletion: Timespan?
    /// The variants, in order.
    public var variants: [Variant.Draft]
    /// The policy its sessions start from, with its parameters.
    ///
    /// A policy's own parameters are checked where it is made, so there is no policy that is not valid by itself.
    public var policy: AllocationPolicy

    /// Creates a draft.
    public init(
      id: String, factory: String, sku: String, name: String, currency: String, basePrice: Int64, unitCost: Int64,
      target: Int, sessionDuration: Timespan = Product.defaultSessionDuration, expectedCompletion: Timespan? = nil,
      variants: [Variant.Draft], policy: AllocationPolicy = .standard
    ) {
      self.id = id
      self.factory = factory
      self.sku = sku
      self.name = name
      self.currency = currency
      self.basePrice = basePrice
      self.unitCost = unitCost
      self.target = target
      self.sessionDuration = sessionDuration
      self.expectedCompletion = expectedCompletion
      self.variants = variants
      self.policy = policy
    }
  }
}

/// Whoever sells from their own stock; a subject for ``SellerID`` and nothing else (SPEC §11).
public enum Seller: Sendable {}

/// The identity of a seller.
public typealias SellerID = Identifier<Seller>

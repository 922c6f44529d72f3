/// Whoever runs a shop of their own on the platform; a subject for ``TenantID`` and nothing else (SPEC §2).
///
/// Everything belongs to exactly one tenant. Values do not repeat which: it is part of every key and travels in a
/// command's context, so that nothing can read across tenants by carrying the wrong one.
public enum Tenant {}

/// The identity of a ``Tenant``.
public typealias TenantID = Identifier<Tenant>

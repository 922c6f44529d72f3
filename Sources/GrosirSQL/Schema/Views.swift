/// Views for operators at a prompt: the questions of SPEC §13, with instants as texts.
enum Views {
  static func definition(in dialect: SQLDialect) -> [String] {
    let time = dialect.text(ofInstant:)
    return [
      // Every session: what it sells, where it stands, how far it is filled.
      """
      CREATE VIEW session_overview AS
      SELECT s.tenant, s.session, p.code, p.product, s.state, p.target, s.joined_count, s.waiting_count, p.currency,
        s.escrow, s.committed,
        (SELECT sum(v.ordered - v.held) FROM session_variants v
         WHERE v.tenant = s.tenant AND v.session = s.session) AS paid_units,
        (SELECT sum(v.held) FROM session_variants v
         WHERE v.tenant = s.tenant AND v.session = s.session) AS held_units,
        \(time("p.opens_at")) AS opens, \(time("p.closes_at")) AS closes, \(time("s.last_instant")) AS last_change
      FROM sessions s JOIN session_plans p ON p.tenant = s.tenant AND p.session = s.session
      """,
      // A supplier's stock, with what is available and how it is judged.
      """
      CREATE VIEW stock_overview AS
      SELECT tenant, owner, location, variant, on_hand, reserved, on_hand - reserved AS available, reorder_point,
        maximum, CASE WHEN maximum IS NOT NULL AND on_hand > maximum THEN on_hand - maximum ELSE 0 END AS overflow,
        CASE WHEN on_hand - reserved <= 0 THEN 'out_of_stock'
          WHEN reorder_point IS NOT NULL AND on_hand <= reorder_point THEN 'low_stock' ELSE 'in_stock' END AS status,
        \(time("out_of_step_since")) AS out_of_step, \(time("last_instant")) AS last_change
      FROM stocks
      """,
      // Who holds units of a variant, and until when.
      """
      CREATE VIEW reservation_overview AS
      SELECT l.tenant, l.owner, l.location, l.variant, l.units, l.holder_kind, l.holder, r.state, r.release_reason,
        \(time("r.made_at")) AS made, \(time("r.expires_at")) AS expires
      FROM reservation_lines l JOIN reservations r
        ON r.tenant = l.tenant AND r.holder_kind = l.holder_kind AND r.holder = l.holder
      """,
      // Who asked for what and was refused, and why.
      """
      CREATE VIEW refused_attempts AS
      SELECT tenant, refusal AS number, command, name, actor, content, receipt AS refusal,
        \(time("given_at")) AS given
      FROM commands WHERE refusal IS NOT NULL
      """,
      // What every account holds.
      """
      CREATE VIEW account_balances AS
      SELECT tenant, kind, owner, currency, balance FROM accounts
      """,
      // What happened on accounts: each posting with its entry.
      """
      CREATE VIEW account_statements AS
      SELECT p.tenant, a.kind, a.owner, a.currency, p.number, p.amount, p.balance, e.kind AS entry_kind, e.reference,
        e.about_kind, e.about, \(time("p.happened_at")) AS happened
      FROM postings p JOIN accounts a ON a.tenant = p.tenant AND a.number = p.account
        JOIN journal_entries e ON e.tenant = p.tenant AND e.number = p.entry
      """,
      // What waits to be delivered, or was parked, and since when.
      """
      CREATE VIEW outbox_overview AS
      SELECT tenant, number, effect_key, name, state, attempts, holder, reason, \(time("due_at")) AS due,
        \(time("settled_at")) AS settled
      FROM effects
      """,
      // What is to be done when.
      """
      CREATE VIEW deadline_overview AS
      SELECT tenant, session,
        CASE rank WHEN 0 THEN 'lapseHolds' WHEN 1 THEN 'announceNearExpiry' WHEN 2 THEN 'close'
          ELSE 'reportOverdue' END AS action, \(time("due_at")) AS due
      FROM deadlines
      """,
      // The audit trail: who did what to what, and when.
      """
      CREATE VIEW history AS
      SELECT s.tenant, s.kind, s.subject, e.number, e.name, e.actor, e.command, e.data,
        \(time("e.happened_at")) AS happened
      FROM event_subjects s JOIN events e ON e.tenant = s.tenant AND e.number = s.number
      """,
    ]
  }
}

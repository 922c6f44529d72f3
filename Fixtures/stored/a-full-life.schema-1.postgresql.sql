--
-- PostgreSQL database dump
--

\restrict Y2lZPSjHghvyPSbuXuV5BPOlpPqamVhnvfovuKkwWpqJqDi4szeOGM31B20H639

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: accounts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts (
    tenant text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    balance bigint NOT NULL,
    last_at bigint NOT NULL,
    CONSTRAINT accounts_check CHECK (((balance >= 0) OR (kind <> 'wallet'::text))),
    CONSTRAINT accounts_number_check CHECK ((number >= 0))
)
WITH (fillfactor='50');


--
-- Name: account_balances; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.account_balances AS
 SELECT accounts.tenant,
    accounts.kind,
    accounts.owner,
    accounts.currency,
    accounts.balance
   FROM public.accounts;


--
-- Name: journal_entries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.journal_entries (
    tenant text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    reference text NOT NULL COLLATE pg_catalog."C",
    about_kind text NOT NULL COLLATE pg_catalog."C",
    about text COLLATE pg_catalog."C",
    happened_at bigint NOT NULL,
    CONSTRAINT journal_entries_number_check CHECK ((number >= 0))
);


--
-- Name: postings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.postings (
    tenant text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    entry bigint NOT NULL,
    account bigint NOT NULL,
    amount bigint NOT NULL,
    balance bigint NOT NULL,
    happened_at bigint NOT NULL,
    CONSTRAINT postings_number_check CHECK ((number >= 0))
);


--
-- Name: account_statements; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.account_statements AS
 SELECT p.tenant,
    a.kind,
    a.owner,
    a.currency,
    p.number,
    p.amount,
    p.balance,
    e.kind AS entry_kind,
    e.reference,
    e.about_kind,
    e.about,
    to_char((to_timestamp((((p.happened_at)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS happened
   FROM ((public.postings p
     JOIN public.accounts a ON (((a.tenant = p.tenant) AND (a.number = p.account))))
     JOIN public.journal_entries e ON (((e.tenant = p.tenant) AND (e.number = p.entry))));


--
-- Name: addresses; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.addresses (
    tenant text NOT NULL COLLATE pg_catalog."C",
    address text NOT NULL COLLATE pg_catalog."C",
    buyer text NOT NULL COLLATE pg_catalog."C",
    recipient text NOT NULL COLLATE pg_catalog."C",
    lines text NOT NULL,
    postal_code text COLLATE pg_catalog."C",
    phone text COLLATE pg_catalog."C"
);


--
-- Name: buyers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.buyers (
    tenant text NOT NULL COLLATE pg_catalog."C",
    buyer text NOT NULL COLLATE pg_catalog."C",
    session text NOT NULL COLLATE pg_catalog."C",
    open_holds bigint NOT NULL,
    units bigint NOT NULL,
    CONSTRAINT buyers_open_holds_check CHECK ((open_holds >= 0)),
    CONSTRAINT buyers_units_check CHECK ((units >= 0))
);


--
-- Name: commands; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.commands (
    tenant text NOT NULL COLLATE pg_catalog."C",
    command text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    given_at bigint NOT NULL,
    seed bigint NOT NULL,
    answer text NOT NULL COLLATE pg_catalog."C",
    refusal bigint,
    version bigint NOT NULL,
    content text NOT NULL,
    receipt text NOT NULL,
    CONSTRAINT commands_answer_check CHECK ((answer = ANY (ARRAY['accepted'::text, 'refused'::text]))),
    CONSTRAINT commands_check CHECK (((refusal IS NOT NULL) = (answer = 'refused'::text)))
);


--
-- Name: deadlines; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.deadlines (
    tenant text NOT NULL COLLATE pg_catalog."C",
    session text NOT NULL COLLATE pg_catalog."C",
    slot text NOT NULL COLLATE pg_catalog."C",
    rank bigint NOT NULL,
    due_at bigint NOT NULL,
    CONSTRAINT deadlines_slot_check CHECK ((slot = ANY (ARRAY['holds'::text, 'session'::text])))
);


--
-- Name: deadline_overview; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.deadline_overview AS
 SELECT deadlines.tenant,
    deadlines.session,
        CASE deadlines.rank
            WHEN 0 THEN 'lapseHolds'::text
            WHEN 1 THEN 'announceNearExpiry'::text
            WHEN 2 THEN 'close'::text
            ELSE 'reportOverdue'::text
        END AS action,
    to_char((to_timestamp((((deadlines.due_at)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS due
   FROM public.deadlines;


--
-- Name: effects; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.effects (
    number bigint NOT NULL,
    tenant text NOT NULL COLLATE pg_catalog."C",
    effect_key text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    due_at bigint,
    attempts bigint NOT NULL,
    lease bigint NOT NULL,
    holder text,
    settled_at bigint,
    reason text,
    data text NOT NULL,
    CONSTRAINT effects_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT effects_check CHECK (((due_at IS NOT NULL) = (state = ANY (ARRAY['waiting'::text, 'lent'::text])))),
    CONSTRAINT effects_check1 CHECK (((settled_at IS NOT NULL) = (state = ANY (ARRAY['delivered'::text, 'parked'::text])))),
    CONSTRAINT effects_lease_check CHECK ((lease >= 0)),
    CONSTRAINT effects_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'lent'::text, 'delivered'::text, 'parked'::text])))
);


--
-- Name: effects_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.effects ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.effects_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: event_subjects; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event_subjects (
    tenant text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL
);


--
-- Name: events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events (
    tenant text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    happened_at bigint NOT NULL,
    command text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    given_at bigint NOT NULL,
    seed bigint NOT NULL,
    data text NOT NULL,
    CONSTRAINT events_number_check CHECK ((number > 0))
);


--
-- Name: factories; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.factories (
    tenant text NOT NULL COLLATE pg_catalog."C",
    factory text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    phone text NOT NULL COLLATE pg_catalog."C",
    bank_code text NOT NULL COLLATE pg_catalog."C",
    bank_account text NOT NULL COLLATE pg_catalog."C",
    bank_holder text NOT NULL COLLATE pg_catalog."C",
    postal_code text NOT NULL COLLATE pg_catalog."C",
    fee bigint NOT NULL,
    CONSTRAINT factories_fee_check CHECK (((fee >= 0) AND (fee <= 10000)))
);


--
-- Name: history; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.history AS
 SELECT s.tenant,
    s.kind,
    s.subject,
    e.number,
    e.name,
    e.actor,
    e.command,
    e.data,
    to_char((to_timestamp((((e.happened_at)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS happened
   FROM (public.event_subjects s
     JOIN public.events e ON (((e.tenant = s.tenant) AND (e.number = s.number))));


--
-- Name: listings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.listings (
    tenant text NOT NULL COLLATE pg_catalog."C",
    reseller text NOT NULL COLLATE pg_catalog."C",
    variant text NOT NULL COLLATE pg_catalog."C",
    supplier text NOT NULL COLLATE pg_catalog."C",
    location text NOT NULL COLLATE pg_catalog."C",
    supplied_variant text NOT NULL COLLATE pg_catalog."C",
    is_switched_off bigint NOT NULL,
    last_instant bigint NOT NULL,
    CONSTRAINT listings_is_switched_off_check CHECK ((is_switched_off = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);


--
-- Name: locations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.locations (
    tenant text NOT NULL COLLATE pg_catalog."C",
    location text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    address text NOT NULL COLLATE pg_catalog."C",
    postal_code text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: order_payments; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.order_payments (
    tenant text NOT NULL COLLATE pg_catalog."C",
    payment text NOT NULL COLLATE pg_catalog."C",
    order_id text NOT NULL COLLATE pg_catalog."C",
    buyer text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    confirmed_at bigint NOT NULL,
    outcome text NOT NULL COLLATE pg_catalog."C",
    return_reason text COLLATE pg_catalog."C",
    share text,
    CONSTRAINT order_payments_amount_check CHECK ((amount >= 0))
);


--
-- Name: order_refunds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.order_refunds (
    tenant text NOT NULL COLLATE pg_catalog."C",
    refund text NOT NULL COLLATE pg_catalog."C",
    order_id text NOT NULL COLLATE pg_catalog."C",
    payment text NOT NULL COLLATE pg_catalog."C",
    buyer text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    reason text NOT NULL COLLATE pg_catalog."C",
    return_reason text COLLATE pg_catalog."C",
    share text,
    because text,
    CONSTRAINT order_refunds_amount_check CHECK ((amount >= 0))
);


--
-- Name: orders; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.orders (
    tenant text NOT NULL COLLATE pg_catalog."C",
    order_id text NOT NULL COLLATE pg_catalog."C",
    buyer text NOT NULL COLLATE pg_catalog."C",
    participant text COLLATE pg_catalog."C",
    session text COLLATE pg_catalog."C",
    checkout text COLLATE pg_catalog."C",
    seller_kind text NOT NULL COLLATE pg_catalog."C",
    seller text COLLATE pg_catalog."C",
    factory text NOT NULL COLLATE pg_catalog."C",
    lines text NOT NULL,
    address text COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    goods bigint NOT NULL,
    discount bigint NOT NULL,
    tax bigint NOT NULL,
    shipping bigint NOT NULL,
    fee bigint NOT NULL,
    placed_at bigint NOT NULL,
    pay_before bigint,
    status text NOT NULL COLLATE pg_catalog."C",
    payment_status text NOT NULL COLLATE pg_catalog."C",
    payment text COLLATE pg_catalog."C",
    refunded bigint NOT NULL,
    returned_units text NOT NULL,
    rate text,
    tracking_number text COLLATE pg_catalog."C",
    shipment_status text COLLATE pg_catalog."C",
    shipment_status_at bigint,
    last_instant bigint NOT NULL,
    seller_id text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT orders_check CHECK ((refunded <= (((goods + tax) + shipping) - discount))),
    CONSTRAINT orders_check1 CHECK ((discount <= ((goods + tax) + shipping))),
    CONSTRAINT orders_discount_check CHECK ((discount >= 0)),
    CONSTRAINT orders_goods_check CHECK ((goods >= 0)),
    CONSTRAINT orders_refunded_check CHECK ((refunded >= 0)),
    CONSTRAINT orders_shipping_check CHECK ((shipping >= 0)),
    CONSTRAINT orders_tax_check CHECK ((tax >= 0))
);


--
-- Name: outbox_overview; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.outbox_overview AS
 SELECT effects.tenant,
    effects.number,
    effects.effect_key,
    effects.name,
    effects.state,
    effects.attempts,
    effects.holder,
    effects.reason,
    to_char((to_timestamp((((effects.due_at)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS due,
    to_char((to_timestamp((((effects.settled_at)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS settled
   FROM public.effects;


--
-- Name: participants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.participants (
    tenant text NOT NULL COLLATE pg_catalog."C",
    participant text NOT NULL COLLATE pg_catalog."C",
    session text NOT NULL COLLATE pg_catalog."C",
    buyer text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    lines text NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    total bigint NOT NULL,
    requested_at bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    until bigint,
    admitted text NOT NULL,
    place bigint NOT NULL,
    paid_at bigint,
    payment text COLLATE pg_catalog."C",
    escrowed bigint NOT NULL,
    credited bigint NOT NULL,
    is_disputed bigint NOT NULL,
    waits_since bigint,
    waits_for text COLLATE pg_catalog."C",
    CONSTRAINT participants_check CHECK ((escrowed <= total)),
    CONSTRAINT participants_check1 CHECK (((until IS NOT NULL) = (status = 'awaitingPayment'::text))),
    CONSTRAINT participants_check2 CHECK (((waits_since IS NOT NULL) = (status = 'waiting'::text))),
    CONSTRAINT participants_credited_check CHECK ((credited >= 0)),
    CONSTRAINT participants_escrowed_check CHECK ((escrowed >= 0)),
    CONSTRAINT participants_is_disputed_check CHECK ((is_disputed = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT participants_total_check CHECK ((total >= 0))
);


--
-- Name: payments; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments (
    tenant text NOT NULL COLLATE pg_catalog."C",
    payment text NOT NULL COLLATE pg_catalog."C",
    session text NOT NULL COLLATE pg_catalog."C",
    participant text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    confirmed_at bigint NOT NULL,
    outcome text NOT NULL COLLATE pg_catalog."C",
    return_reason text COLLATE pg_catalog."C",
    is_reversed bigint NOT NULL,
    CONSTRAINT payments_amount_check CHECK ((amount >= 0)),
    CONSTRAINT payments_check CHECK (((outcome = 'returned'::text) = (return_reason IS NOT NULL))),
    CONSTRAINT payments_is_reversed_check CHECK ((is_reversed = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);


--
-- Name: products; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.products (
    tenant text NOT NULL COLLATE pg_catalog."C",
    product text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    factory text NOT NULL COLLATE pg_catalog."C",
    sku text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    base_price bigint NOT NULL,
    unit_cost bigint NOT NULL,
    target bigint NOT NULL,
    session_duration bigint NOT NULL,
    expected_completion bigint,
    policy text NOT NULL,
    variants text NOT NULL,
    CONSTRAINT products_version_check CHECK ((version >= 1))
);


--
-- Name: purchase_order_receipts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.purchase_order_receipts (
    tenant text NOT NULL COLLATE pg_catalog."C",
    receipt text NOT NULL COLLATE pg_catalog."C",
    purchase_order text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: purchase_orders; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.purchase_orders (
    tenant text NOT NULL COLLATE pg_catalog."C",
    number text NOT NULL COLLATE pg_catalog."C",
    factory text NOT NULL COLLATE pg_catalog."C",
    product text NOT NULL COLLATE pg_catalog."C",
    session text COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    location text NOT NULL COLLATE pg_catalog."C",
    bundles bigint NOT NULL,
    lines text NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    unit_cost bigint NOT NULL,
    shipping_cost bigint NOT NULL,
    tracking_number text COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    received text NOT NULL,
    damaged text NOT NULL,
    receipts text NOT NULL,
    placed_at bigint NOT NULL,
    last_instant bigint NOT NULL,
    CONSTRAINT purchase_orders_bundles_check CHECK ((bundles >= 0)),
    CONSTRAINT purchase_orders_shipping_cost_check CHECK ((shipping_cost >= 0)),
    CONSTRAINT purchase_orders_unit_cost_check CHECK ((unit_cost >= 0))
);


--
-- Name: refunds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refunds (
    tenant text NOT NULL COLLATE pg_catalog."C",
    refund text NOT NULL COLLATE pg_catalog."C",
    payment text NOT NULL COLLATE pg_catalog."C",
    session text NOT NULL COLLATE pg_catalog."C",
    participant text NOT NULL COLLATE pg_catalog."C",
    buyer text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    reason text NOT NULL COLLATE pg_catalog."C",
    return_reason text COLLATE pg_catalog."C",
    refused_to text COLLATE pg_catalog."C",
    CONSTRAINT refunds_amount_check CHECK ((amount >= 0))
);


--
-- Name: refused_attempts; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.refused_attempts AS
 SELECT commands.tenant,
    commands.refusal AS number,
    commands.command,
    commands.name,
    commands.actor,
    commands.content,
    commands.receipt AS refusal,
    to_char((to_timestamp((((commands.given_at)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS given
   FROM public.commands
  WHERE (commands.refusal IS NOT NULL);


--
-- Name: reservation_lines; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reservation_lines (
    tenant text NOT NULL COLLATE pg_catalog."C",
    holder_kind text NOT NULL COLLATE pg_catalog."C",
    holder text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    owner text NOT NULL COLLATE pg_catalog."C",
    location text NOT NULL COLLATE pg_catalog."C",
    variant text NOT NULL COLLATE pg_catalog."C",
    units bigint NOT NULL,
    is_open bigint NOT NULL,
    expires_at bigint,
    CONSTRAINT reservation_lines_is_open_check CHECK ((is_open = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT reservation_lines_units_check CHECK ((units >= 0))
);


--
-- Name: reservations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reservations (
    tenant text NOT NULL COLLATE pg_catalog."C",
    holder_kind text NOT NULL COLLATE pg_catalog."C",
    holder text NOT NULL COLLATE pg_catalog."C",
    order_id text COLLATE pg_catalog."C",
    session text COLLATE pg_catalog."C",
    lines text NOT NULL,
    made_at bigint NOT NULL,
    last_instant bigint NOT NULL,
    expires_at bigint,
    state text NOT NULL COLLATE pg_catalog."C",
    release_reason text COLLATE pg_catalog."C",
    CONSTRAINT reservations_check CHECK (((release_reason IS NOT NULL) = (state = 'released'::text))),
    CONSTRAINT reservations_check1 CHECK ((made_at <= last_instant)),
    CONSTRAINT reservations_state_check CHECK ((state = ANY (ARRAY['reserved'::text, 'consumed'::text, 'released'::text])))
);


--
-- Name: reservation_overview; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.reservation_overview AS
 SELECT l.tenant,
    l.owner,
    l.location,
    l.variant,
    l.units,
    l.holder_kind,
    l.holder,
    r.state,
    r.release_reason,
    to_char((to_timestamp((((r.made_at)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS made,
    to_char((to_timestamp((((r.expires_at)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS expires
   FROM (public.reservation_lines l
     JOIN public.reservations r ON (((r.tenant = l.tenant) AND (r.holder_kind = l.holder_kind) AND (r.holder = l.holder))));


--
-- Name: schema_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_migrations (
    number bigint NOT NULL,
    name text NOT NULL,
    checksum bigint NOT NULL
);


--
-- Name: seller_details; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.seller_details (
    tenant text NOT NULL COLLATE pg_catalog."C",
    seller text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    phone text NOT NULL COLLATE pg_catalog."C",
    bank_code text NOT NULL COLLATE pg_catalog."C",
    bank_account text NOT NULL COLLATE pg_catalog."C",
    bank_holder text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: sellers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sellers (
    tenant text NOT NULL COLLATE pg_catalog."C",
    seller text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    suspended_because text,
    registered_at bigint NOT NULL,
    last_instant bigint NOT NULL,
    CONSTRAINT sellers_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'suspended'::text])))
);


--
-- Name: session_plans; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session_plans (
    tenant text NOT NULL COLLATE pg_catalog."C",
    session text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    product text NOT NULL COLLATE pg_catalog."C",
    target bigint NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    base_price bigint NOT NULL,
    tiers text NOT NULL,
    minimum_fill bigint,
    success_rule text NOT NULL COLLATE pg_catalog."C",
    opens_at bigint NOT NULL,
    closes_at bigint NOT NULL,
    near_expiry_window bigint NOT NULL,
    payment_window bigint NOT NULL,
    max_units_per_buyer bigint,
    max_open_holds_per_buyer bigint NOT NULL,
    has_waiting_list bigint NOT NULL,
    auto_renew bigint NOT NULL,
    use_free_stock bigint NOT NULL,
    selling text NOT NULL,
    owner text NOT NULL COLLATE pg_catalog."C",
    location text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT session_plans_auto_renew_check CHECK ((auto_renew = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT session_plans_check CHECK ((opens_at < closes_at)),
    CONSTRAINT session_plans_has_waiting_list_check CHECK ((has_waiting_list = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT session_plans_target_check CHECK ((target >= 2)),
    CONSTRAINT session_plans_use_free_stock_check CHECK ((use_free_stock = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);


--
-- Name: session_variants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session_variants (
    tenant text NOT NULL COLLATE pg_catalog."C",
    session text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    variant text NOT NULL COLLATE pg_catalog."C",
    units_per_bundle bigint NOT NULL,
    tolerance bigint,
    price_adjustment bigint NOT NULL,
    ordered bigint NOT NULL,
    held bigint NOT NULL,
    on_hand bigint NOT NULL,
    waiting bigint NOT NULL,
    CONSTRAINT session_variants_check CHECK ((held <= ordered)),
    CONSTRAINT session_variants_held_check CHECK ((held >= 0)),
    CONSTRAINT session_variants_on_hand_check CHECK ((on_hand >= 0)),
    CONSTRAINT session_variants_units_per_bundle_check CHECK ((units_per_bundle > 0)),
    CONSTRAINT session_variants_waiting_check CHECK ((waiting >= 0))
)
WITH (fillfactor='50');


--
-- Name: sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sessions (
    tenant text NOT NULL COLLATE pg_catalog."C",
    session text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    rules_version bigint NOT NULL,
    policy text NOT NULL,
    last_instant bigint NOT NULL,
    waiting_count bigint NOT NULL,
    indivisible_count bigint NOT NULL,
    escrow bigint NOT NULL,
    committed bigint NOT NULL,
    joined_count bigint NOT NULL,
    next_place bigint NOT NULL,
    announced_fill bigint,
    settlement text,
    fulfilment text,
    CONSTRAINT sessions_check CHECK ((indivisible_count <= waiting_count)),
    CONSTRAINT sessions_check1 CHECK (((state <> ALL (ARRAY['success'::text, 'failed'::text, 'cancelled'::text])) OR (escrow = 0))),
    CONSTRAINT sessions_committed_check CHECK ((committed >= 0)),
    CONSTRAINT sessions_escrow_check CHECK ((escrow >= 0)),
    CONSTRAINT sessions_indivisible_count_check CHECK ((indivisible_count >= 0)),
    CONSTRAINT sessions_joined_count_check CHECK ((joined_count >= 0)),
    CONSTRAINT sessions_next_place_check CHECK ((next_place >= 0)),
    CONSTRAINT sessions_waiting_count_check CHECK ((waiting_count >= 0))
)
WITH (fillfactor='50');


--
-- Name: session_overview; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.session_overview AS
 SELECT s.tenant,
    s.session,
    p.code,
    p.product,
    s.state,
    p.target,
    s.joined_count,
    s.waiting_count,
    p.currency,
    s.escrow,
    s.committed,
    ( SELECT sum((v.ordered - v.held)) AS sum
           FROM public.session_variants v
          WHERE ((v.tenant = s.tenant) AND (v.session = s.session))) AS paid_units,
    ( SELECT sum(v.held) AS sum
           FROM public.session_variants v
          WHERE ((v.tenant = s.tenant) AND (v.session = s.session))) AS held_units,
    to_char((to_timestamp((((p.opens_at)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS opens,
    to_char((to_timestamp((((p.closes_at)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS closes,
    to_char((to_timestamp((((s.last_instant)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS last_change
   FROM (public.sessions s
     JOIN public.session_plans p ON (((p.tenant = s.tenant) AND (p.session = s.session))));


--
-- Name: settlements; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.settlements (
    tenant text NOT NULL COLLATE pg_catalog."C",
    settlement text NOT NULL COLLATE pg_catalog."C",
    payee_kind text NOT NULL COLLATE pg_catalog."C",
    payee text NOT NULL COLLATE pg_catalog."C",
    begins_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    releases bigint NOT NULL,
    purchases bigint NOT NULL,
    shipping bigint NOT NULL,
    fee bigint NOT NULL,
    net bigint NOT NULL,
    payable_at bigint,
    settled_at bigint NOT NULL,
    paid bigint,
    paid_at bigint,
    CONSTRAINT settlements_check CHECK ((begins_at < ends_at)),
    CONSTRAINT settlements_check1 CHECK (((paid IS NULL) = (paid_at IS NULL)))
);


--
-- Name: stock_costs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stock_costs (
    tenant text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    location text NOT NULL COLLATE pg_catalog."C",
    variant text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    layers text NOT NULL
);


--
-- Name: stocks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stocks (
    tenant text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    location text NOT NULL COLLATE pg_catalog."C",
    variant text NOT NULL COLLATE pg_catalog."C",
    on_hand bigint NOT NULL,
    reserved bigint NOT NULL,
    reorder_point bigint,
    maximum bigint,
    last_instant bigint NOT NULL,
    listings bigint,
    synced_stock bigint,
    synced_at bigint,
    last_delay bigint,
    out_of_step_since bigint,
    CONSTRAINT stocks_check CHECK ((reserved <= on_hand)),
    CONSTRAINT stocks_reserved_check CHECK ((reserved >= 0))
)
WITH (fillfactor='50');


--
-- Name: stock_overview; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.stock_overview AS
 SELECT stocks.tenant,
    stocks.owner,
    stocks.location,
    stocks.variant,
    stocks.on_hand,
    stocks.reserved,
    (stocks.on_hand - stocks.reserved) AS available,
    stocks.reorder_point,
    stocks.maximum,
        CASE
            WHEN ((stocks.maximum IS NOT NULL) AND (stocks.on_hand > stocks.maximum)) THEN (stocks.on_hand - stocks.maximum)
            ELSE (0)::bigint
        END AS overflow,
        CASE
            WHEN ((stocks.on_hand - stocks.reserved) <= 0) THEN 'out_of_stock'::text
            WHEN ((stocks.reorder_point IS NOT NULL) AND (stocks.on_hand <= stocks.reorder_point)) THEN 'low_stock'::text
            ELSE 'in_stock'::text
        END AS status,
    to_char((to_timestamp((((stocks.out_of_step_since)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS out_of_step,
    to_char((to_timestamp((((stocks.last_instant)::numeric / 1000.0))::double precision) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text) AS last_change
   FROM public.stocks;


--
-- Name: tenants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tenants (
    tenant text NOT NULL COLLATE pg_catalog."C",
    events bigint NOT NULL,
    refusals bigint NOT NULL,
    accounts bigint NOT NULL,
    entries bigint NOT NULL,
    postings bigint NOT NULL,
    turn bigint DEFAULT 0 NOT NULL,
    CONSTRAINT tenants_accounts_check CHECK ((accounts >= 0)),
    CONSTRAINT tenants_entries_check CHECK ((entries >= 0)),
    CONSTRAINT tenants_events_check CHECK ((events >= 0)),
    CONSTRAINT tenants_postings_check CHECK ((postings >= 0)),
    CONSTRAINT tenants_refusals_check CHECK ((refusals >= 0))
)
WITH (fillfactor='50');


--
-- Name: withdrawals; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.withdrawals (
    tenant text NOT NULL COLLATE pg_catalog."C",
    withdrawal text NOT NULL COLLATE pg_catalog."C",
    buyer text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    fee bigint NOT NULL,
    requested_at bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    batch bigint,
    last_instant bigint NOT NULL,
    CONSTRAINT withdrawals_amount_check CHECK ((amount > 0)),
    CONSTRAINT withdrawals_check CHECK ((fee <= amount)),
    CONSTRAINT withdrawals_check1 CHECK (((batch IS NULL) = (state = 'pending'::text))),
    CONSTRAINT withdrawals_fee_check CHECK ((fee >= 0))
);


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.accounts VALUES
	('tenant', 0, 'gateway', '', 'IDR', -10800000, -62167219200000),
	('tenant', 2, 'wallet', 'ani', 'IDR', 800000, 1773021600000),
	('tenant', 3, 'wallet', 'budi', 'IDR', 500000, 1773021600000),
	('tenant', 4, 'wallet', 'citra', 'IDR', 400000, 1773021600000),
	('tenant', 5, 'wallet', 'dewi', 'IDR', 100000, 1773021600000),
	('tenant', 8, 'writeOffs', '', 'IDR', -300000, -62167219200000),
	('tenant', 9, 'costOfGoods', '', 'IDR', -5900000, -62167219200000),
	('tenant', 1, 'escrow', 'march', 'IDR', 0, 1775872800000),
	('tenant', 10, 'sales', '', 'IDR', 8775000, -62167219200000),
	('tenant', 11, 'platformFees', '', 'IDR', 225000, -62167219200000),
	('tenant', 6, 'inventory', '', 'IDR', -5160000, -62167219200000),
	('tenant', 7, 'factoryPayable', 'bandung', 'IDR', 11360000, 1775959200000);


--
-- Data for Name: addresses; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: buyers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.buyers VALUES
	('tenant', 'ani', 'march', 0, 40),
	('tenant', 'budi', 'march', 0, 25),
	('tenant', 'citra', 'march', 0, 20),
	('tenant', 'dewi', 'march', 0, 5);


--
-- Data for Name: commands; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.commands VALUES
	('tenant', 'product/shirt', 'putProduct', 'operator', 1772416800000, 1, 'accepted', NULL, 1, '{"id":"shirt","factory":"bandung","sku":"PRODUCT","name":"shirt","currency":"IDR","basePrice":120000,"unitCost":60000,"target":100,"sessionDuration":604800000,"expectedCompletion":null,"variants":[{"id":"S","sku":"VARIANT-1","name":"S","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":4000,"reorderPoint":null,"maximum":null},{"id":"M","sku":"VARIANT-2","name":"M","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":5000,"reorderPoint":null,"maximum":null},{"id":"L","sku":"VARIANT-3","name":"L","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":5000,"reorderPoint":null,"maximum":null},{"id":"XL","sku":"VARIANT-4","name":"XL","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":2500,"reorderPoint":null,"maximum":null}],"policy":{"kind":"open"}}', '{"product":"shirt","version":1,"warnings":[]}'),
	('tenant', 'step/0', 'createSession', 'operator', 1772416800000, 2, 'accepted', NULL, 1, '{"session":"march","code":"march","product":"shirt","target":null,"tiers":[{"threshold":2500,"price":110000},{"threshold":9000,"price":100000}],"guarantee":{"minimumFill":2500},"successRule":"lowestTier","opensAt":"2026-03-02\u005402:00:00Z","closesAt":"2026-03-09\u005402:00:00Z","conditions":{"nearExpiryWindow":600000,"paymentWindow":86400000,"maxUnitsPerBuyer":null,"maxOpenHoldsPerBuyer":3,"waitingList":true,"autoRenew":false,"useFreeStock":false},"selling":"warehouse","warehouse":{"owner":"platform","location":"surabaya"},"openingStock":[]}', '{"session":"march","closesAt":"2026-03-09\u005402:00:00Z","version":1}'),
	('tenant', 'step/1', 'joinSession', 'ani', 1772420400000, 3, 'accepted', NULL, 1, '{"session":"march","participant":"ani","buyer":"ani","lines":[{"variant":"M","units":40,"unitPrice":120000}],"total":{"\u0061mount":4800000,"currency":"IDR"}}', '{"participant":"ani","kind":"order","total":{"\u0061mount":4800000,"currency":"IDR"},"until":"2026-03-03\u005403:00:00Z"}'),
	('tenant', 'step/1/paid', 'confirmPayment', 'gateway', 1772420400000, 4, 'accepted', NULL, 1, '{"session":"march","participant":"ani","payment":"ani","amount":{"\u0061mount":4800000,"currency":"IDR"}}', '{"outcome":{"kind":"accepted"},"isRepeated":false,"status":"paid","admitted":[{"variant":"M","units":40}]}'),
	('tenant', 'step/2', 'joinSession', 'budi', 1772424000000, 5, 'accepted', NULL, 1, '{"session":"march","participant":"budi","buyer":"budi","lines":[{"variant":"L","units":25,"unitPrice":120000}],"total":{"\u0061mount":3000000,"currency":"IDR"}}', '{"participant":"budi","kind":"order","total":{"\u0061mount":3000000,"currency":"IDR"},"until":"2026-03-03\u005404:00:00Z"}'),
	('tenant', 'step/2/paid', 'confirmPayment', 'gateway', 1772424000000, 6, 'accepted', NULL, 1, '{"session":"march","participant":"budi","payment":"budi","amount":{"\u0061mount":3000000,"currency":"IDR"}}', '{"outcome":{"kind":"accepted"},"isRepeated":false,"status":"paid","admitted":[{"variant":"L","units":25}]}'),
	('tenant', 'step/3', 'joinSession', 'citra', 1772427600000, 7, 'accepted', NULL, 1, '{"session":"march","participant":"citra","buyer":"citra","lines":[{"variant":"S","units":20,"unitPrice":120000}],"total":{"\u0061mount":2400000,"currency":"IDR"}}', '{"participant":"citra","kind":"order","total":{"\u0061mount":2400000,"currency":"IDR"},"until":"2026-03-03\u005405:00:00Z"}'),
	('tenant', 'step/3/paid', 'confirmPayment', 'gateway', 1772427600000, 8, 'accepted', NULL, 1, '{"session":"march","participant":"citra","payment":"citra","amount":{"\u0061mount":2400000,"currency":"IDR"}}', '{"outcome":{"kind":"accepted"},"isRepeated":false,"status":"paid","admitted":[{"variant":"S","units":20}]}'),
	('tenant', 'step/4', 'joinSession', 'dewi', 1772431200000, 9, 'accepted', NULL, 1, '{"session":"march","participant":"dewi","buyer":"dewi","lines":[{"variant":"XL","units":5,"unitPrice":120000}],"total":{"\u0061mount":600000,"currency":"IDR"}}', '{"participant":"dewi","kind":"order","total":{"\u0061mount":600000,"currency":"IDR"},"until":"2026-03-03\u005406:00:00Z"}'),
	('tenant', 'step/4/paid', 'confirmPayment', 'gateway', 1772431200000, 10, 'accepted', NULL, 1, '{"session":"march","participant":"dewi","payment":"dewi","amount":{"\u0061mount":600000,"currency":"IDR"}}', '{"outcome":{"kind":"accepted"},"isRepeated":false,"status":"paid","admitted":[{"variant":"XL","units":5}]}'),
	('tenant', 'due/10', 'announceNearExpiry', 'engine', 1773021000000, 11, 'accepted', NULL, 1, '{"session":"march"}', '{"platformFill":0}'),
	('tenant', 'due/11', 'closeSession', 'engine', 1773021600000, 12, 'accepted', NULL, 1, '{"session":"march","earlyBecause":null}', '{"outcome":"success","realUnits":90,"platformFill":0,"tier":9000,"unitPrice":{"\u0061mount":100000,"currency":"IDR"},"paid":{"\u0061mount":10800000,"currency":"IDR"},"owed":{"\u0061mount":9000000,"currency":"IDR"},"refunded":{"\u0061mount":1800000,"currency":"IDR"},"demand":[{"variant":"S","units":20},{"variant":"M","units":40},{"variant":"L","units":25},{"variant":"XL","units":5}],"closedAt":"2026-03-09\u005402:00:00Z"}'),
	('tenant', 'step/5', 'fulfilSession', 'operator', 1773025200000, 13, 'refused', 1, 1, '{"session":"march","number":"po-1","shippingCost":0}', '{"code":"unknownFactory","factory":"bandung"}'),
	('tenant', 'step/6', 'putFactory', 'operator', 1773028800000, 14, 'accepted', NULL, 1, '{"id":"bandung","name":"bandung","phone":"+62000000000","bank":{"code":"BANK","account":"00000000","holder":"The factory"},"postalCode":"00000","fee":250}', '{"factory":"bandung","isNew":true}'),
	('tenant', 'step/7', 'putLocation', 'operator', 1773028800000, 15, 'accepted', NULL, 1, '{"id":"surabaya","name":"surabaya","address":"Jalan Rungkut 5","postalCode":"60293"}', '{"location":"surabaya","isNew":true}'),
	('tenant', 'step/8', 'fulfilSession', 'operator', 1773032400000, 16, 'accepted', NULL, 1, '{"session":"march","number":"po-1","shippingCost":500000}', '{"state":"pending_stock","purchaseOrder":"po-1","bundles":14,"missing":[{"variant":"S","units":20},{"variant":"M","units":40},{"variant":"L","units":25},{"variant":"XL","units":5}]}'),
	('tenant', 'step/9', 'markPurchaseOrder', 'factory', 1773036000000, 17, 'accepted', NULL, 1, '{"number":"po-1","mark":"acknowledged"}', '{"status":"acknowledged","isNew":true,"short":[]}'),
	('tenant', 'step/10', 'markPurchaseOrder', 'factory', 1773194400000, 18, 'accepted', NULL, 1, '{"number":"po-1","mark":"productionStarted"}', '{"status":"in_production","isNew":true,"short":[]}'),
	('tenant', 'step/11', 'markPurchaseOrder', 'factory', 1773712800000, 19, 'accepted', NULL, 1, '{"number":"po-1","mark":"productionCompleted"}', '{"status":"in_production","isNew":true,"short":[]}'),
	('tenant', 'step/12', 'markPurchaseOrder', 'factory', 1773799200000, 20, 'accepted', NULL, 1, '{"number":"po-1","mark":"shipped","trackingNumber":"JNE-0002","shippingCost":null}', '{"status":"shipped","isNew":true,"short":[]}'),
	('tenant', 'step/13', 'receiveGoods', 'warehouse', 1773972000000, 21, 'accepted', NULL, 1, '{"number":"po-1","receipt":"note-1","bundles":10,"damaged":[{"variant":"XL","units":2}]}', '{"goods":{"receipt":"note-1","lines":[{"variant":"S","units":30,"damaged":0,"served":20,"surplus":0},{"variant":"M","units":30,"damaged":0,"served":30,"surplus":0},{"variant":"L","units":30,"damaged":0,"served":25,"surplus":0},{"variant":"XL","units":30,"damaged":2,"served":5,"surplus":0}],"purchased":{"\u0061mount":7080000,"currency":"IDR"},"damagedCost":{"\u0061mount":120000,"currency":"IDR"},"shipping":{"\u0061mount":500000,"currency":"IDR"},"surplus":false},"status":"partially_received","session":"pending_stock","short":[]}'),
	('tenant', 'step/14', 'receiveGoods', 'warehouse', 1774058400000, 22, 'accepted', NULL, 1, '{"number":"po-1","receipt":"note-2","units":[{"variant":"S","units":12},{"variant":"M","units":11},{"variant":"L","units":12},{"variant":"XL","units":12}],"damaged":[{"variant":"M","units":3}]}', '{"goods":{"receipt":"note-2","lines":[{"variant":"S","units":12,"damaged":0,"served":0,"surplus":0},{"variant":"M","units":11,"damaged":3,"served":8,"surplus":0},{"variant":"L","units":12,"damaged":0,"served":0,"surplus":0},{"variant":"XL","units":12,"damaged":0,"served":0,"surplus":0}],"purchased":{"\u0061mount":2640000,"currency":"IDR"},"damagedCost":{"\u0061mount":180000,"currency":"IDR"},"shipping":null,"surplus":false},"status":"partially_received","session":"pending_stock","short":[{"variant":"M","units":1}]}'),
	('tenant', 'step/15', 'orderForStock', 'operator', 1774144800000, 23, 'accepted', NULL, 1, '{"product":"shirt","bundles":1,"number":"po-2","destination":{"owner":"platform","location":"surabaya"},"shippingCost":0,"draft":true}', '{"number":"po-2","lines":[{"variant":"S","units":3},{"variant":"M","units":3},{"variant":"L","units":3},{"variant":"XL","units":3}],"total":{"\u0061mount":720000,"currency":"IDR"}}'),
	('tenant', 'step/16', 'markPurchaseOrder', 'operator', 1774231200000, 24, 'accepted', NULL, 1, '{"number":"po-2","mark":"sent"}', '{"status":"sent","isNew":true,"short":[]}'),
	('tenant', 'due/24', 'reportOverdue', 'engine', 1775613600000, 25, 'accepted', NULL, 1, '{"session":"march"}', '{"missing":[{"variant":"M","units":2}],"deadline":"2026-04-08\u005402:00:00Z","isNew":true}'),
	('tenant', 'step/17', 'reportOverdue', 'job', 1775700000000, 26, 'accepted', NULL, 1, '{"session":"march"}', '{"missing":[{"variant":"M","units":2}],"deadline":"2026-04-08\u005402:00:00Z","isNew":false}'),
	('tenant', 'step/18', 'receiveGoods', 'warehouse', 1775786400000, 27, 'accepted', NULL, 1, '{"number":"po-2","receipt":"note-3","bundles":1,"damaged":[]}', '{"goods":{"receipt":"note-3","lines":[{"variant":"S","units":3,"damaged":0,"served":0,"surplus":0},{"variant":"M","units":3,"damaged":0,"served":0,"surplus":0},{"variant":"L","units":3,"damaged":0,"served":0,"surplus":0},{"variant":"XL","units":3,"damaged":0,"served":0,"surplus":0}],"purchased":{"\u0061mount":720000,"currency":"IDR"},"damagedCost":{"\u0061mount":0,"currency":"IDR"},"shipping":{"\u0061mount":0,"currency":"IDR"},"surplus":false},"status":"received","session":null,"short":[]}'),
	('tenant', 'step/19', 'placeAnotherOrder', 'operator', 1775872800000, 28, 'accepted', NULL, 1, '{"session":"march","number":"po-3","shippingCost":0}', '{"state":"success","purchaseOrder":null,"bundles":0,"missing":[]}'),
	('tenant', 'step/20', 'receiveGoods', 'warehouse', 1775959200000, 29, 'accepted', NULL, 1, '{"number":"po-1","receipt":"note-4","units":[{"variant":"M","units":2}],"damaged":[]}', '{"goods":{"receipt":"note-4","lines":[{"variant":"M","units":2,"damaged":0,"served":0,"surplus":1}],"purchased":{"\u0061mount":120000,"currency":"IDR"},"damagedCost":{"\u0061mount":0,"currency":"IDR"},"shipping":null,"surplus":true},"status":"received","session":"success","short":[]}');


--
-- Data for Name: deadlines; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: effects; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.effects VALUES
	(1, 'tenant', 'payment/ani', 'requestPayment', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"requestPayment","data":{"session":"march","participant":"ani","buyer":"ani","amount":{"\u0061mount":4800000,"currency":"IDR"},"until":"2026-03-03\u005403:00:00Z"}}'),
	(2, 'tenant', 'payment/budi', 'requestPayment', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"requestPayment","data":{"session":"march","participant":"budi","buyer":"budi","amount":{"\u0061mount":3000000,"currency":"IDR"},"until":"2026-03-03\u005404:00:00Z"}}'),
	(3, 'tenant', 'payment/citra', 'requestPayment', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"requestPayment","data":{"session":"march","participant":"citra","buyer":"citra","amount":{"\u0061mount":2400000,"currency":"IDR"},"until":"2026-03-03\u005405:00:00Z"}}'),
	(4, 'tenant', 'payment/dewi', 'requestPayment', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"requestPayment","data":{"session":"march","participant":"dewi","buyer":"dewi","amount":{"\u0061mount":600000,"currency":"IDR"},"until":"2026-03-03\u005406:00:00Z"}}'),
	(5, 'tenant', 'credit/tier/ani', 'creditWallet', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"creditWallet","data":{"buyer":"ani","session":"march","participant":"ani","amount":{"\u0061mount":800000,"currency":"IDR"},"refusedRefund":null}}'),
	(6, 'tenant', 'credit/tier/budi', 'creditWallet', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"creditWallet","data":{"buyer":"budi","session":"march","participant":"budi","amount":{"\u0061mount":500000,"currency":"IDR"},"refusedRefund":null}}'),
	(7, 'tenant', 'credit/tier/citra', 'creditWallet', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"creditWallet","data":{"buyer":"citra","session":"march","participant":"citra","amount":{"\u0061mount":400000,"currency":"IDR"},"refusedRefund":null}}'),
	(8, 'tenant', 'credit/tier/dewi', 'creditWallet', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"creditWallet","data":{"buyer":"dewi","session":"march","participant":"dewi","amount":{"\u0061mount":100000,"currency":"IDR"},"refusedRefund":null}}'),
	(9, 'tenant', 'fulfil/march', 'fulfil', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"fulfil","data":{"session":"march","demand":[{"variant":"S","units":20},{"variant":"M","units":40},{"variant":"L","units":25},{"variant":"XL","units":5}]}}'),
	(10, 'tenant', 'purchaseOrder/po-1', 'notifyFactory', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"notifyFactory","data":{"purchaseOrder":"po-1","factory":"bandung","factoryName":"bandung","phone":"+62000000000","product":"shirt","productName":"shirt","sessionCode":"march","bundles":14,"lines":[{"variant":"S","name":"S","units":42},{"variant":"M","name":"M","units":42},{"variant":"L","name":"L","units":42},{"variant":"XL","name":"XL","units":42}],"total":{"\u0061mount":10580000,"currency":"IDR"},"location":"surabaya","address":{"name":"surabaya","text":"Jalan Rungkut 5","postalCode":"60293"}}}'),
	(11, 'tenant', 'purchaseOrder/po-2', 'notifyFactory', 'delivered', NULL, 1, 1, '"replay"', 253402214399999, NULL, '{"version":1,"effect":"notifyFactory","data":{"purchaseOrder":"po-2","factory":"bandung","factoryName":"bandung","phone":"+62000000000","product":"shirt","productName":"shirt","sessionCode":null,"bundles":1,"lines":[{"variant":"S","name":"S","units":3},{"variant":"M","name":"M","units":3},{"variant":"L","name":"L","units":3},{"variant":"XL","name":"XL","units":3}],"total":{"\u0061mount":720000,"currency":"IDR"},"location":"surabaya","address":{"name":"surabaya","text":"Jalan Rungkut 5","postalCode":"60293"}}}');


--
-- Data for Name: event_subjects; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.event_subjects VALUES
	('tenant', 'product', 'shirt', 1),
	('tenant', 'session', 'march', 2),
	('tenant', 'session', 'march', 3),
	('tenant', 'session', 'march', 4),
	('tenant', 'session', 'march', 5),
	('tenant', 'session', 'march', 6),
	('tenant', 'session', 'march', 7),
	('tenant', 'session', 'march', 8),
	('tenant', 'session', 'march', 9),
	('tenant', 'session', 'march', 10),
	('tenant', 'session', 'march', 11),
	('tenant', 'session', 'march', 12),
	('tenant', 'session', 'march', 13),
	('tenant', 'wallet', 'ani', 13),
	('tenant', 'session', 'march', 14),
	('tenant', 'wallet', 'budi', 14),
	('tenant', 'session', 'march', 15),
	('tenant', 'wallet', 'citra', 15),
	('tenant', 'session', 'march', 16),
	('tenant', 'wallet', 'dewi', 16),
	('tenant', 'factory', 'bandung', 17),
	('tenant', 'location', 'surabaya', 18),
	('tenant', 'session', 'march', 19),
	('tenant', 'purchaseOrder', 'po-1', 20),
	('tenant', 'session', 'march', 20),
	('tenant', 'session', 'march', 21),
	('tenant', 'purchaseOrder', 'po-1', 22),
	('tenant', 'session', 'march', 22),
	('tenant', 'purchaseOrder', 'po-1', 23),
	('tenant', 'session', 'march', 23),
	('tenant', 'session', 'march', 24),
	('tenant', 'purchaseOrder', 'po-1', 25),
	('tenant', 'session', 'march', 25),
	('tenant', 'session', 'march', 26),
	('tenant', 'purchaseOrder', 'po-1', 27),
	('tenant', 'session', 'march', 27),
	('tenant', 'session', 'march', 28),
	('tenant', 'stock', 'platform/surabaya/S', 29),
	('tenant', 'stock', 'platform/surabaya/S', 30),
	('tenant', 'stock', 'platform/surabaya/M', 31),
	('tenant', 'stock', 'platform/surabaya/M', 32),
	('tenant', 'stock', 'platform/surabaya/L', 33),
	('tenant', 'stock', 'platform/surabaya/L', 34),
	('tenant', 'stock', 'platform/surabaya/XL', 35),
	('tenant', 'stock', 'platform/surabaya/XL', 36),
	('tenant', 'session', 'march', 37),
	('tenant', 'stock', 'platform/surabaya/S', 37),
	('tenant', 'stock', 'platform/surabaya/M', 37),
	('tenant', 'stock', 'platform/surabaya/L', 37),
	('tenant', 'stock', 'platform/surabaya/XL', 37),
	('tenant', 'purchaseOrder', 'po-1', 38),
	('tenant', 'session', 'march', 38),
	('tenant', 'session', 'march', 39),
	('tenant', 'stock', 'platform/surabaya/S', 40),
	('tenant', 'stock', 'platform/surabaya/S', 41),
	('tenant', 'stock', 'platform/surabaya/M', 42),
	('tenant', 'stock', 'platform/surabaya/M', 43),
	('tenant', 'stock', 'platform/surabaya/L', 44),
	('tenant', 'stock', 'platform/surabaya/L', 45),
	('tenant', 'stock', 'platform/surabaya/XL', 46),
	('tenant', 'stock', 'platform/surabaya/XL', 47),
	('tenant', 'session', 'march', 48),
	('tenant', 'stock', 'platform/surabaya/M', 48),
	('tenant', 'purchaseOrder', 'po-1', 49),
	('tenant', 'session', 'march', 49),
	('tenant', 'session', 'march', 50),
	('tenant', 'session', 'march', 51),
	('tenant', 'purchaseOrder', 'po-2', 52),
	('tenant', 'purchaseOrder', 'po-2', 53),
	('tenant', 'session', 'march', 54),
	('tenant', 'stock', 'platform/surabaya/S', 55),
	('tenant', 'stock', 'platform/surabaya/S', 56),
	('tenant', 'stock', 'platform/surabaya/M', 57),
	('tenant', 'stock', 'platform/surabaya/M', 58),
	('tenant', 'stock', 'platform/surabaya/L', 59),
	('tenant', 'stock', 'platform/surabaya/L', 60),
	('tenant', 'stock', 'platform/surabaya/XL', 61),
	('tenant', 'stock', 'platform/surabaya/XL', 62),
	('tenant', 'purchaseOrder', 'po-2', 63),
	('tenant', 'session', 'march', 64),
	('tenant', 'stock', 'platform/surabaya/M', 64),
	('tenant', 'session', 'march', 65),
	('tenant', 'session', 'march', 66),
	('tenant', 'session', 'march', 67),
	('tenant', 'stock', 'platform/surabaya/S', 67),
	('tenant', 'stock', 'platform/surabaya/M', 67),
	('tenant', 'stock', 'platform/surabaya/L', 67),
	('tenant', 'stock', 'platform/surabaya/XL', 67),
	('tenant', 'session', 'march', 68),
	('tenant', 'stock', 'platform/surabaya/S', 68),
	('tenant', 'stock', 'platform/surabaya/M', 68),
	('tenant', 'stock', 'platform/surabaya/L', 68),
	('tenant', 'stock', 'platform/surabaya/XL', 68),
	('tenant', 'order', '019d7a44-7500-722b-949f-146cdf624bb6', 69),
	('tenant', 'session', 'march', 70),
	('tenant', 'order', '019d7a44-7500-722b-949f-146da7670405', 71),
	('tenant', 'session', 'march', 72),
	('tenant', 'order', '019d7a44-7500-722b-949f-146eb4083479', 73),
	('tenant', 'session', 'march', 74),
	('tenant', 'order', '019d7a44-7500-722b-949f-146f1aaa1d83', 75),
	('tenant', 'session', 'march', 76),
	('tenant', 'session', 'march', 77),
	('tenant', 'stock', 'platform/surabaya/M', 78),
	('tenant', 'stock', 'platform/surabaya/M', 79),
	('tenant', 'purchaseOrder', 'po-1', 80),
	('tenant', 'session', 'march', 80);


--
-- Data for Name: events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.events VALUES
	('tenant', 1, 'PRODUCT_REVISED', 1772416800000, 'product/shirt', 'operator', 1772416800000, 1, '{"version":1,"about":"product","event":"PRODUCT_REVISED","data":{"product":"shirt","version":1,"factory":"bandung","sku":"PRODUCT","name":"shirt","currency":"IDR","basePrice":120000,"unitCost":60000,"target":100,"sessionDuration":604800000,"expectedCompletion":null,"policy":{"kind":"open"},"variants":[{"id":"S","sku":"VARIANT-1","name":"S","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":4000,"reorderPoint":null,"maximum":null},{"id":"M","sku":"VARIANT-2","name":"M","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":5000,"reorderPoint":null,"maximum":null},{"id":"L","sku":"VARIANT-3","name":"L","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":5000,"reorderPoint":null,"maximum":null},{"id":"XL","sku":"VARIANT-4","name":"XL","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":2500,"reorderPoint":null,"maximum":null}]},"at":"2026-03-02\u005402:00:00Z"}'),
	('tenant', 2, 'SESSION_CREATED', 1772416800000, 'step/0', 'operator', 1772416800000, 2, '{"version":1,"about":"session","event":"SESSION_CREATED","session":"march","data":{"session":"march","code":"march","product":"shirt","target":100,"currency":"IDR","basePrice":120000,"tiers":[{"threshold":2500,"price":110000},{"threshold":9000,"price":100000}],"minimumFill":2500,"successRule":"lowestTier","opensAt":"2026-03-02\u005402:00:00Z","closesAt":"2026-03-09\u005402:00:00Z","nearExpiryWindow":600000,"paymentWindow":86400000,"maxUnitsPerBuyer":null,"maxOpenHoldsPerBuyer":3,"hasWaitingList":true,"autoRenew":false,"useFreeStock":false,"selling":"warehouse","owner":"platform","location":"surabaya","priceAdjustments":[0,0,0,0],"version":1,"rules":{"policy":{"kind":"open"},"variants":[{"id":"S","unitsPerBundle":3,"tolerance":null},{"id":"M","unitsPerBundle":3,"tolerance":null},{"id":"L","unitsPerBundle":3,"tolerance":null},{"id":"XL","unitsPerBundle":3,"tolerance":null}]}},"at":"2026-03-02\u005402:00:00Z"}'),
	('tenant', 3, 'SESSION_JOINED', 1772420400000, 'step/1', 'ani', 1772420400000, 3, '{"version":1,"about":"session","event":"SESSION_JOINED","session":"march","data":{"participant":"ani","session":"march","buyer":"ani","number":0,"kind":"order","lines":[{"variant":"M","units":40}],"currency":"IDR","total":4800000,"requestedAt":"2026-03-02\u005403:00:00Z","status":"awaitingPayment","until":"2026-03-03\u005403:00:00Z","admitted":[],"place":0,"paidAt":null,"payment":null,"escrowed":0,"credited":0,"isDisputed":false},"at":"2026-03-02\u005403:00:00Z"}'),
	('tenant', 4, 'PAYMENT_CONFIRMED', 1772420400000, 'step/1/paid', 'gateway', 1772420400000, 4, '{"version":1,"about":"session","event":"PAYMENT_CONFIRMED","session":"march","data":{"payment":"ani","session":"march","participant":"ani","currency":"IDR","amount":4800000,"confirmedAt":"2026-03-02\u005403:00:00Z","outcome":"accepted","returnReason":null,"isReversed":false},"at":"2026-03-02\u005403:00:00Z"}'),
	('tenant', 5, 'SESSION_JOINED', 1772424000000, 'step/2', 'budi', 1772424000000, 5, '{"version":1,"about":"session","event":"SESSION_JOINED","session":"march","data":{"participant":"budi","session":"march","buyer":"budi","number":1,"kind":"order","lines":[{"variant":"L","units":25}],"currency":"IDR","total":3000000,"requestedAt":"2026-03-02\u005404:00:00Z","status":"awaitingPayment","until":"2026-03-03\u005404:00:00Z","admitted":[],"place":0,"paidAt":null,"payment":null,"escrowed":0,"credited":0,"isDisputed":false},"at":"2026-03-02\u005404:00:00Z"}'),
	('tenant', 6, 'PAYMENT_CONFIRMED', 1772424000000, 'step/2/paid', 'gateway', 1772424000000, 6, '{"version":1,"about":"session","event":"PAYMENT_CONFIRMED","session":"march","data":{"payment":"budi","session":"march","participant":"budi","currency":"IDR","amount":3000000,"confirmedAt":"2026-03-02\u005404:00:00Z","outcome":"accepted","returnReason":null,"isReversed":false},"at":"2026-03-02\u005404:00:00Z"}'),
	('tenant', 7, 'SESSION_JOINED', 1772427600000, 'step/3', 'citra', 1772427600000, 7, '{"version":1,"about":"session","event":"SESSION_JOINED","session":"march","data":{"participant":"citra","session":"march","buyer":"citra","number":2,"kind":"order","lines":[{"variant":"S","units":20}],"currency":"IDR","total":2400000,"requestedAt":"2026-03-02\u005405:00:00Z","status":"awaitingPayment","until":"2026-03-03\u005405:00:00Z","admitted":[],"place":0,"paidAt":null,"payment":null,"escrowed":0,"credited":0,"isDisputed":false},"at":"2026-03-02\u005405:00:00Z"}'),
	('tenant', 8, 'PAYMENT_CONFIRMED', 1772427600000, 'step/3/paid', 'gateway', 1772427600000, 8, '{"version":1,"about":"session","event":"PAYMENT_CONFIRMED","session":"march","data":{"payment":"citra","session":"march","participant":"citra","currency":"IDR","amount":2400000,"confirmedAt":"2026-03-02\u005405:00:00Z","outcome":"accepted","returnReason":null,"isReversed":false},"at":"2026-03-02\u005405:00:00Z"}'),
	('tenant', 9, 'SESSION_JOINED', 1772431200000, 'step/4', 'dewi', 1772431200000, 9, '{"version":1,"about":"session","event":"SESSION_JOINED","session":"march","data":{"participant":"dewi","session":"march","buyer":"dewi","number":3,"kind":"order","lines":[{"variant":"XL","units":5}],"currency":"IDR","total":600000,"requestedAt":"2026-03-02\u005406:00:00Z","status":"awaitingPayment","until":"2026-03-03\u005406:00:00Z","admitted":[],"place":0,"paidAt":null,"payment":null,"escrowed":0,"credited":0,"isDisputed":false},"at":"2026-03-02\u005406:00:00Z"}'),
	('tenant', 10, 'PAYMENT_CONFIRMED', 1772431200000, 'step/4/paid', 'gateway', 1772431200000, 10, '{"version":1,"about":"session","event":"PAYMENT_CONFIRMED","session":"march","data":{"payment":"dewi","session":"march","participant":"dewi","currency":"IDR","amount":600000,"confirmedAt":"2026-03-02\u005406:00:00Z","outcome":"accepted","returnReason":null,"isReversed":false},"at":"2026-03-02\u005406:00:00Z"}'),
	('tenant', 11, 'SESSION_NEAR_EXPIRY', 1773021000000, 'due/10', 'engine', 1773021000000, 11, '{"version":1,"about":"session","event":"SESSION_NEAR_EXPIRY","session":"march","data":{"platformFill":0},"at":"2026-03-09\u005401:50:00Z"}'),
	('tenant', 12, 'SESSION_CLOSED', 1773021600000, 'due/11', 'engine', 1773021600000, 12, '{"version":1,"about":"session","event":"SESSION_CLOSED","session":"march","data":{"outcome":"success","realUnits":90,"platformFill":0,"tier":9000,"unitPrice":{"\u0061mount":100000,"currency":"IDR"},"paid":{"\u0061mount":10800000,"currency":"IDR"},"owed":{"\u0061mount":9000000,"currency":"IDR"},"refunded":{"\u0061mount":1800000,"currency":"IDR"},"demand":[{"variant":"S","units":20},{"variant":"M","units":40},{"variant":"L","units":25},{"variant":"XL","units":5}],"closedAt":"2026-03-09\u005402:00:00Z"},"at":"2026-03-09\u005402:00:00Z"}'),
	('tenant', 13, 'PARTICIPANT_SETTLED', 1773021600000, 'due/11', 'engine', 1773021600000, 12, '{"version":1,"about":"session","event":"PARTICIPANT_SETTLED","session":"march","data":{"participant":"ani","buyer":"ani","status":"paid","until":null,"credited":{"\u0061mount":800000,"currency":"IDR"},"refund":null,"disputed":{"\u0061mount":0,"currency":"IDR"}},"at":"2026-03-09\u005402:00:00Z"}'),
	('tenant', 14, 'PARTICIPANT_SETTLED', 1773021600000, 'due/11', 'engine', 1773021600000, 12, '{"version":1,"about":"session","event":"PARTICIPANT_SETTLED","session":"march","data":{"participant":"budi","buyer":"budi","status":"paid","until":null,"credited":{"\u0061mount":500000,"currency":"IDR"},"refund":null,"disputed":{"\u0061mount":0,"currency":"IDR"}},"at":"2026-03-09\u005402:00:00Z"}'),
	('tenant', 15, 'PARTICIPANT_SETTLED', 1773021600000, 'due/11', 'engine', 1773021600000, 12, '{"version":1,"about":"session","event":"PARTICIPANT_SETTLED","session":"march","data":{"participant":"citra","buyer":"citra","status":"paid","until":null,"credited":{"\u0061mount":400000,"currency":"IDR"},"refund":null,"disputed":{"\u0061mount":0,"currency":"IDR"}},"at":"2026-03-09\u005402:00:00Z"}'),
	('tenant', 16, 'PARTICIPANT_SETTLED', 1773021600000, 'due/11', 'engine', 1773021600000, 12, '{"version":1,"about":"session","event":"PARTICIPANT_SETTLED","session":"march","data":{"participant":"dewi","buyer":"dewi","status":"paid","until":null,"credited":{"\u0061mount":100000,"currency":"IDR"},"refund":null,"disputed":{"\u0061mount":0,"currency":"IDR"}},"at":"2026-03-09\u005402:00:00Z"}'),
	('tenant', 17, 'FACTORY_CONFIGURED', 1773028800000, 'step/6', 'operator', 1773028800000, 14, '{"version":1,"about":"factory","event":"FACTORY_CONFIGURED","data":{"factory":"bandung","name":"bandung","phone":"+62000000000","bankCode":"BANK","bankAccount":"00000000","bankHolder":"The factory","postalCode":"00000","fee":250},"at":"2026-03-09\u005404:00:00Z"}'),
	('tenant', 18, 'LOCATION_CONFIGURED', 1773028800000, 'step/7', 'operator', 1773028800000, 15, '{"version":1,"about":"location","event":"LOCATION_CONFIGURED","data":{"location":"surabaya","name":"surabaya","address":"Jalan Rungkut 5","postalCode":"60293"},"at":"2026-03-09\u005404:00:00Z"}'),
	('tenant', 19, 'FULFILMENT_BEGUN', 1773032400000, 'step/8', 'operator', 1773032400000, 16, '{"version":1,"about":"session","event":"FULFILMENT_BEGUN","session":"march","data":{"lines":[{"variant":"S","demand":20,"fromStock":0,"fromBundles":0},{"variant":"M","demand":40,"fromStock":0,"fromBundles":0},{"variant":"L","demand":25,"fromStock":0,"fromBundles":0},{"variant":"XL","demand":5,"fromStock":0,"fromBundles":0}],"factory":"bandung","fee":250,"deadline":"2026-04-08\u005402:00:00Z","isOverdueReported":false,"purchaseOrders":[],"served":[],"productionStarted":null,"productionCompleted":null,"shipped":null},"at":"2026-03-09\u005405:00:00Z"}'),
	('tenant', 20, 'PURCHASE_ORDER_PLACED', 1773032400000, 'step/8', 'operator', 1773032400000, 16, '{"version":1,"about":"purchaseOrder","event":"PURCHASE_ORDER_PLACED","purchaseOrder":"po-1","factory":"bandung","session":"march","data":{"purchaseOrder":"po-1","factory":"bandung","product":"shirt","session":"march","owner":"platform","location":"surabaya","bundles":14,"lines":[{"variant":"S","units":42},{"variant":"M","units":42},{"variant":"L","units":42},{"variant":"XL","units":42}],"currency":"IDR","unitCost":60000,"shippingCost":500000,"trackingNumber":null,"status":"sent","received":[],"damaged":[],"receipts":[],"placedAt":"2026-03-09\u005405:00:00Z","lastInstant":"2026-03-09\u005405:00:00Z"},"at":"2026-03-09\u005405:00:00Z"}'),
	('tenant', 21, 'SESSION_ORDER_PLACED', 1773032400000, 'step/8', 'operator', 1773032400000, 16, '{"version":1,"about":"session","event":"SESSION_ORDER_PLACED","session":"march","data":{"purchaseOrder":"po-1"},"at":"2026-03-09\u005405:00:00Z"}'),
	('tenant', 22, 'PURCHASE_ORDER_ACKNOWLEDGED', 1773036000000, 'step/9', 'factory', 1773036000000, 17, '{"version":1,"about":"purchaseOrder","event":"PURCHASE_ORDER_ACKNOWLEDGED","purchaseOrder":"po-1","factory":"bandung","session":"march","data":{},"at":"2026-03-09\u005406:00:00Z"}'),
	('tenant', 23, 'PRODUCTION_STARTED', 1773194400000, 'step/10', 'factory', 1773194400000, 18, '{"version":1,"about":"purchaseOrder","event":"PRODUCTION_STARTED","purchaseOrder":"po-1","factory":"bandung","session":"march","data":{},"at":"2026-03-11\u005402:00:00Z"}'),
	('tenant', 24, 'SESSION_PRODUCTION_STARTED', 1773194400000, 'step/10', 'factory', 1773194400000, 18, '{"version":1,"about":"session","event":"SESSION_PRODUCTION_STARTED","session":"march","data":{"purchaseOrder":"po-1"},"at":"2026-03-11\u005402:00:00Z"}'),
	('tenant', 25, 'PRODUCTION_COMPLETED', 1773712800000, 'step/11', 'factory', 1773712800000, 19, '{"version":1,"about":"purchaseOrder","event":"PRODUCTION_COMPLETED","purchaseOrder":"po-1","factory":"bandung","session":"march","data":{},"at":"2026-03-17\u005402:00:00Z"}'),
	('tenant', 26, 'SESSION_PRODUCTION_COMPLETED', 1773712800000, 'step/11', 'factory', 1773712800000, 19, '{"version":1,"about":"session","event":"SESSION_PRODUCTION_COMPLETED","session":"march","data":{"purchaseOrder":"po-1"},"at":"2026-03-17\u005402:00:00Z"}'),
	('tenant', 27, 'PURCHASE_ORDER_SHIPPED', 1773799200000, 'step/12', 'factory', 1773799200000, 20, '{"version":1,"about":"purchaseOrder","event":"PURCHASE_ORDER_SHIPPED","purchaseOrder":"po-1","factory":"bandung","session":"march","data":{"trackingNumber":"JNE-0002","shippingCost":{"\u0061mount":500000,"currency":"IDR"}},"at":"2026-03-18\u005402:00:00Z"}'),
	('tenant', 28, 'SESSION_ORDER_SHIPPED', 1773799200000, 'step/12', 'factory', 1773799200000, 20, '{"version":1,"about":"session","event":"SESSION_ORDER_SHIPPED","session":"march","data":{"purchaseOrder":"po-1"},"at":"2026-03-18\u005402:00:00Z"}'),
	('tenant', 29, 'INVENTORY_ADJUSTED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"S","before":{"onHand":0,"reserved":0},"after":{"onHand":30,"reserved":0},"cause":"receipt","reference":{"adjustment":"note-1"},"at":"2026-03-20\u005402:00:00Z"},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 30, 'INVENTORY_VALUED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"S","units":30,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 31, 'INVENTORY_ADJUSTED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"M","before":{"onHand":0,"reserved":0},"after":{"onHand":30,"reserved":0},"cause":"receipt","reference":{"adjustment":"note-1"},"at":"2026-03-20\u005402:00:00Z"},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 32, 'INVENTORY_VALUED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"M","units":30,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 33, 'INVENTORY_ADJUSTED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"L","before":{"onHand":0,"reserved":0},"after":{"onHand":30,"reserved":0},"cause":"receipt","reference":{"adjustment":"note-1"},"at":"2026-03-20\u005402:00:00Z"},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 34, 'INVENTORY_VALUED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"L","units":30,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 35, 'INVENTORY_ADJUSTED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"XL","before":{"onHand":0,"reserved":0},"after":{"onHand":28,"reserved":0},"cause":"receipt","reference":{"adjustment":"note-1"},"at":"2026-03-20\u005402:00:00Z"},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 36, 'INVENTORY_VALUED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"XL","units":28,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 37, 'INVENTORY_RESERVED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"stock","event":"INVENTORY_RESERVED","data":{"reservation":{"order":null,"session":"march","lines":[{"owner":"platform","location":"surabaya","variant":"S","units":20},{"owner":"platform","location":"surabaya","variant":"M","units":30},{"owner":"platform","location":"surabaya","variant":"L","units":25},{"owner":"platform","location":"surabaya","variant":"XL","units":5}],"madeAt":"2026-03-20\u005402:00:00Z","lastInstant":"2026-03-20\u005402:00:00Z","expiresAt":null,"state":"reserved","releaseReason":null},"movements":[{"owner":"platform","location":"surabaya","variant":"S","before":{"onHand":30,"reserved":0},"after":{"onHand":30,"reserved":20},"cause":"reserved","reference":{"session":"march"},"at":"2026-03-20\u005402:00:00Z"},{"owner":"platform","location":"surabaya","variant":"M","before":{"onHand":30,"reserved":0},"after":{"onHand":30,"reserved":30},"cause":"reserved","reference":{"session":"march"},"at":"2026-03-20\u005402:00:00Z"},{"owner":"platform","location":"surabaya","variant":"L","before":{"onHand":30,"reserved":0},"after":{"onHand":30,"reserved":25},"cause":"reserved","reference":{"session":"march"},"at":"2026-03-20\u005402:00:00Z"},{"owner":"platform","location":"surabaya","variant":"XL","before":{"onHand":28,"reserved":0},"after":{"onHand":28,"reserved":5},"cause":"reserved","reference":{"session":"march"},"at":"2026-03-20\u005402:00:00Z"}]},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 38, 'GOODS_RECEIVED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"purchaseOrder","event":"GOODS_RECEIVED","purchaseOrder":"po-1","factory":"bandung","session":"march","data":{"receipt":"note-1","lines":[{"variant":"S","units":30,"damaged":0,"served":20,"surplus":0},{"variant":"M","units":30,"damaged":0,"served":30,"surplus":0},{"variant":"L","units":30,"damaged":0,"served":25,"surplus":0},{"variant":"XL","units":30,"damaged":2,"served":5,"surplus":0}],"purchased":{"\u0061mount":7080000,"currency":"IDR"},"damagedCost":{"\u0061mount":120000,"currency":"IDR"},"shipping":{"\u0061mount":500000,"currency":"IDR"},"surplus":false},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 39, 'DEMAND_COVERED', 1773972000000, 'step/13', 'warehouse', 1773972000000, 21, '{"version":1,"about":"session","event":"DEMAND_COVERED","session":"march","data":{"lines":[{"variant":"S","units":20},{"variant":"M","units":30},{"variant":"L","units":25},{"variant":"XL","units":5}],"from":{"kind":"bundles","purchaseOrder":"po-1","unitCost":{"\u0061mount":60000,"currency":"IDR"}}},"at":"2026-03-20\u005402:00:00Z"}'),
	('tenant', 40, 'INVENTORY_ADJUSTED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"S","before":{"onHand":30,"reserved":20},"after":{"onHand":42,"reserved":20},"cause":"receipt","reference":{"adjustment":"note-2"},"at":"2026-03-21\u005402:00:00Z"},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 41, 'INVENTORY_VALUED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"S","units":12,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 42, 'INVENTORY_ADJUSTED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"M","before":{"onHand":30,"reserved":30},"after":{"onHand":38,"reserved":30},"cause":"receipt","reference":{"adjustment":"note-2"},"at":"2026-03-21\u005402:00:00Z"},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 43, 'INVENTORY_VALUED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"M","units":8,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 44, 'INVENTORY_ADJUSTED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"L","before":{"onHand":30,"reserved":25},"after":{"onHand":42,"reserved":25},"cause":"receipt","reference":{"adjustment":"note-2"},"at":"2026-03-21\u005402:00:00Z"},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 45, 'INVENTORY_VALUED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"L","units":12,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 46, 'INVENTORY_ADJUSTED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"XL","before":{"onHand":28,"reserved":5},"after":{"onHand":40,"reserved":5},"cause":"receipt","reference":{"adjustment":"note-2"},"at":"2026-03-21\u005402:00:00Z"},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 47, 'INVENTORY_VALUED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"XL","units":12,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 48, 'INVENTORY_RESERVED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"stock","event":"INVENTORY_RESERVED","data":{"reservation":{"order":null,"session":"march","lines":[{"owner":"platform","location":"surabaya","variant":"S","units":20},{"owner":"platform","location":"surabaya","variant":"M","units":38},{"owner":"platform","location":"surabaya","variant":"L","units":25},{"owner":"platform","location":"surabaya","variant":"XL","units":5}],"madeAt":"2026-03-20\u005402:00:00Z","lastInstant":"2026-03-21\u005402:00:00Z","expiresAt":null,"state":"reserved","releaseReason":null},"movements":[{"owner":"platform","location":"surabaya","variant":"M","before":{"onHand":38,"reserved":30},"after":{"onHand":38,"reserved":38},"cause":"reserved","reference":{"session":"march"},"at":"2026-03-21\u005402:00:00Z"}]},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 49, 'GOODS_RECEIVED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"purchaseOrder","event":"GOODS_RECEIVED","purchaseOrder":"po-1","factory":"bandung","session":"march","data":{"receipt":"note-2","lines":[{"variant":"S","units":12,"damaged":0,"served":0,"surplus":0},{"variant":"M","units":11,"damaged":3,"served":8,"surplus":0},{"variant":"L","units":12,"damaged":0,"served":0,"surplus":0},{"variant":"XL","units":12,"damaged":0,"served":0,"surplus":0}],"purchased":{"\u0061mount":2640000,"currency":"IDR"},"damagedCost":{"\u0061mount":180000,"currency":"IDR"},"shipping":null,"surplus":false},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 50, 'DEMAND_COVERED', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"session","event":"DEMAND_COVERED","session":"march","data":{"lines":[{"variant":"M","units":8}],"from":{"kind":"bundles","purchaseOrder":"po-1","unitCost":{"\u0061mount":60000,"currency":"IDR"}}},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 51, 'FULFILMENT_SHORT', 1774058400000, 'step/14', 'warehouse', 1774058400000, 22, '{"version":1,"about":"session","event":"FULFILMENT_SHORT","session":"march","data":{"lines":[{"variant":"M","units":1}]},"at":"2026-03-21\u005402:00:00Z"}'),
	('tenant', 52, 'PURCHASE_ORDER_PLACED', 1774144800000, 'step/15', 'operator', 1774144800000, 23, '{"version":1,"about":"purchaseOrder","event":"PURCHASE_ORDER_PLACED","purchaseOrder":"po-2","factory":"bandung","session":null,"data":{"purchaseOrder":"po-2","factory":"bandung","product":"shirt","session":null,"owner":"platform","location":"surabaya","bundles":1,"lines":[{"variant":"S","units":3},{"variant":"M","units":3},{"variant":"L","units":3},{"variant":"XL","units":3}],"currency":"IDR","unitCost":60000,"shippingCost":0,"trackingNumber":null,"status":"draft","received":[],"damaged":[],"receipts":[],"placedAt":"2026-03-22\u005402:00:00Z","lastInstant":"2026-03-22\u005402:00:00Z"},"at":"2026-03-22\u005402:00:00Z"}'),
	('tenant', 53, 'PURCHASE_ORDER_SENT', 1774231200000, 'step/16', 'operator', 1774231200000, 24, '{"version":1,"about":"purchaseOrder","event":"PURCHASE_ORDER_SENT","purchaseOrder":"po-2","factory":"bandung","session":null,"data":{},"at":"2026-03-23\u005402:00:00Z"}'),
	('tenant', 54, 'FULFILMENT_OVERDUE', 1775613600000, 'due/24', 'engine', 1775613600000, 25, '{"version":1,"about":"session","event":"FULFILMENT_OVERDUE","session":"march","data":{},"at":"2026-04-08\u005402:00:00Z"}'),
	('tenant', 55, 'INVENTORY_ADJUSTED', 1775786400000, 'step/18', 'warehouse', 1775786400000, 27, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"S","before":{"onHand":42,"reserved":20},"after":{"onHand":45,"reserved":20},"cause":"receipt","reference":{"adjustment":"note-3"},"at":"2026-04-10\u005402:00:00Z"},"at":"2026-04-10\u005402:00:00Z"}'),
	('tenant', 56, 'INVENTORY_VALUED', 1775786400000, 'step/18', 'warehouse', 1775786400000, 27, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"S","units":3,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-04-10\u005402:00:00Z"}'),
	('tenant', 57, 'INVENTORY_ADJUSTED', 1775786400000, 'step/18', 'warehouse', 1775786400000, 27, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"M","before":{"onHand":38,"reserved":38},"after":{"onHand":41,"reserved":38},"cause":"receipt","reference":{"adjustment":"note-3"},"at":"2026-04-10\u005402:00:00Z"},"at":"2026-04-10\u005402:00:00Z"}'),
	('tenant', 58, 'INVENTORY_VALUED', 1775786400000, 'step/18', 'warehouse', 1775786400000, 27, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"M","units":3,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-04-10\u005402:00:00Z"}'),
	('tenant', 59, 'INVENTORY_ADJUSTED', 1775786400000, 'step/18', 'warehouse', 1775786400000, 27, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"L","before":{"onHand":42,"reserved":25},"after":{"onHand":45,"reserved":25},"cause":"receipt","reference":{"adjustment":"note-3"},"at":"2026-04-10\u005402:00:00Z"},"at":"2026-04-10\u005402:00:00Z"}'),
	('tenant', 60, 'INVENTORY_VALUED', 1775786400000, 'step/18', 'warehouse', 1775786400000, 27, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"L","units":3,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-04-10\u005402:00:00Z"}'),
	('tenant', 61, 'INVENTORY_ADJUSTED', 1775786400000, 'step/18', 'warehouse', 1775786400000, 27, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"XL","before":{"onHand":40,"reserved":5},"after":{"onHand":43,"reserved":5},"cause":"receipt","reference":{"adjustment":"note-3"},"at":"2026-04-10\u005402:00:00Z"},"at":"2026-04-10\u005402:00:00Z"}'),
	('tenant', 62, 'INVENTORY_VALUED', 1775786400000, 'step/18', 'warehouse', 1775786400000, 27, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"XL","units":3,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-04-10\u005402:00:00Z"}'),
	('tenant', 63, 'GOODS_RECEIVED', 1775786400000, 'step/18', 'warehouse', 1775786400000, 27, '{"version":1,"about":"purchaseOrder","event":"GOODS_RECEIVED","purchaseOrder":"po-2","factory":"bandung","session":null,"data":{"receipt":"note-3","lines":[{"variant":"S","units":3,"damaged":0,"served":0,"surplus":0},{"variant":"M","units":3,"damaged":0,"served":0,"surplus":0},{"variant":"L","units":3,"damaged":0,"served":0,"surplus":0},{"variant":"XL","units":3,"damaged":0,"served":0,"surplus":0}],"purchased":{"\u0061mount":720000,"currency":"IDR"},"damagedCost":{"\u0061mount":0,"currency":"IDR"},"shipping":{"\u0061mount":0,"currency":"IDR"},"surplus":false},"at":"2026-04-10\u005402:00:00Z"}'),
	('tenant', 64, 'INVENTORY_RESERVED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"stock","event":"INVENTORY_RESERVED","data":{"reservation":{"order":null,"session":"march","lines":[{"owner":"platform","location":"surabaya","variant":"S","units":20},{"owner":"platform","location":"surabaya","variant":"M","units":40},{"owner":"platform","location":"surabaya","variant":"L","units":25},{"owner":"platform","location":"surabaya","variant":"XL","units":5}],"madeAt":"2026-03-20\u005402:00:00Z","lastInstant":"2026-04-11\u005402:00:00Z","expiresAt":null,"state":"reserved","releaseReason":null},"movements":[{"owner":"platform","location":"surabaya","variant":"M","before":{"onHand":41,"reserved":38},"after":{"onHand":41,"reserved":40},"cause":"reserved","reference":{"session":"march"},"at":"2026-04-11\u005402:00:00Z"}]},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 65, 'DEMAND_COVERED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"session","event":"DEMAND_COVERED","session":"march","data":{"lines":[{"variant":"M","units":2}],"from":{"kind":"stock"}},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 66, 'SESSION_STOCK_RECEIVED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"session","event":"SESSION_STOCK_RECEIVED","session":"march","data":{},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 76, 'ESCROW_RELEASED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"session","event":"ESCROW_RELEASED","session":"march","data":{"participant":"dewi","gross":{"\u0061mount":500000,"currency":"IDR"},"factory":"bandung","consigned":null,"warehouse":{"gross":{"\u0061mount":500000,"currency":"IDR"},"fee":{"\u0061mount":12500,"currency":"IDR"},"net":{"\u0061mount":487500,"currency":"IDR"}}},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 77, 'SESSION_FULFILLED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"session","event":"SESSION_FULFILLED","session":"march","data":{},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 78, 'INVENTORY_ADJUSTED', 1775959200000, 'step/20', 'warehouse', 1775959200000, 29, '{"version":1,"about":"stock","event":"INVENTORY_ADJUSTED","data":{"owner":"platform","location":"surabaya","variant":"M","before":{"onHand":1,"reserved":0},"after":{"onHand":3,"reserved":0},"cause":"receipt","reference":{"adjustment":"note-4"},"at":"2026-04-12\u005402:00:00Z"},"at":"2026-04-12\u005402:00:00Z"}'),
	('tenant', 67, 'INVENTORY_CONSUMED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"stock","event":"INVENTORY_CONSUMED","data":{"reservation":{"order":null,"session":"march","lines":[{"owner":"platform","location":"surabaya","variant":"S","units":20},{"owner":"platform","location":"surabaya","variant":"M","units":40},{"owner":"platform","location":"surabaya","variant":"L","units":25},{"owner":"platform","location":"surabaya","variant":"XL","units":5}],"madeAt":"2026-03-20\u005402:00:00Z","lastInstant":"2026-04-11\u005402:00:00Z","expiresAt":null,"state":"consumed","releaseReason":null},"movements":[{"owner":"platform","location":"surabaya","variant":"S","before":{"onHand":45,"reserved":20},"after":{"onHand":25,"reserved":0},"cause":"consumed","reference":{"session":"march"},"at":"2026-04-11\u005402:00:00Z"},{"owner":"platform","location":"surabaya","variant":"M","before":{"onHand":41,"reserved":40},"after":{"onHand":1,"reserved":0},"cause":"consumed","reference":{"session":"march"},"at":"2026-04-11\u005402:00:00Z"},{"owner":"platform","location":"surabaya","variant":"L","before":{"onHand":45,"reserved":25},"after":{"onHand":20,"reserved":0},"cause":"consumed","reference":{"session":"march"},"at":"2026-04-11\u005402:00:00Z"},{"owner":"platform","location":"surabaya","variant":"XL","before":{"onHand":43,"reserved":5},"after":{"onHand":38,"reserved":0},"cause":"consumed","reference":{"session":"march"},"at":"2026-04-11\u005402:00:00Z"}]},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 68, 'INVENTORY_SOLD', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"stock","event":"INVENTORY_SOLD","data":{"holder":{"session":"march"},"units":[{"owner":"platform","location":"surabaya","variant":"S","units":20,"cost":{"\u0061mount":1200000,"currency":"IDR"}},{"owner":"platform","location":"surabaya","variant":"M","units":40,"cost":{"\u0061mount":2400000,"currency":"IDR"}},{"owner":"platform","location":"surabaya","variant":"L","units":25,"cost":{"\u0061mount":1500000,"currency":"IDR"}},{"owner":"platform","location":"surabaya","variant":"XL","units":5,"cost":{"\u0061mount":300000,"currency":"IDR"}}]},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 69, 'ORDER_PLACED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"order","event":"ORDER_PLACED","order":"019d7a44-7500-722b-949f-146cdf624bb6","data":{"order":"019d7a44-7500-722b-949f-146cdf624bb6","buyer":"ani","participant":"ani","session":"march","checkout":null,"sellerKind":"warehouse","seller":null,"factory":"bandung","lines":[{"product":"shirt","version":1,"variant":"M","sku":"VARIANT-2","productName":"shirt","variantName":"M","unitPrice":{"\u0061mount":120000,"currency":"IDR"},"priceAdjustment":{"\u0061mount":0,"currency":"IDR"},"units":40,"stock":null}],"address":null,"currency":"IDR","goods":4800000,"discount":800000,"tax":0,"shipping":0,"fee":0,"placedAt":"2026-04-11\u005402:00:00Z","payBefore":null,"status":"paid","paymentStatus":"paid","payment":null,"refunded":0,"returnedUnits":[0],"rate":null,"trackingNumber":null,"shipmentStatus":null,"shipmentStatusAt":null,"lastInstant":"2026-04-11\u005402:00:00Z"},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 70, 'ESCROW_RELEASED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"session","event":"ESCROW_RELEASED","session":"march","data":{"participant":"ani","gross":{"\u0061mount":4000000,"currency":"IDR"},"factory":"bandung","consigned":null,"warehouse":{"gross":{"\u0061mount":4000000,"currency":"IDR"},"fee":{"\u0061mount":100000,"currency":"IDR"},"net":{"\u0061mount":3900000,"currency":"IDR"}}},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 71, 'ORDER_PLACED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"order","event":"ORDER_PLACED","order":"019d7a44-7500-722b-949f-146da7670405","data":{"order":"019d7a44-7500-722b-949f-146da7670405","buyer":"budi","participant":"budi","session":"march","checkout":null,"sellerKind":"warehouse","seller":null,"factory":"bandung","lines":[{"product":"shirt","version":1,"variant":"L","sku":"VARIANT-3","productName":"shirt","variantName":"L","unitPrice":{"\u0061mount":120000,"currency":"IDR"},"priceAdjustment":{"\u0061mount":0,"currency":"IDR"},"units":25,"stock":null}],"address":null,"currency":"IDR","goods":3000000,"discount":500000,"tax":0,"shipping":0,"fee":0,"placedAt":"2026-04-11\u005402:00:00Z","payBefore":null,"status":"paid","paymentStatus":"paid","payment":null,"refunded":0,"returnedUnits":[0],"rate":null,"trackingNumber":null,"shipmentStatus":null,"shipmentStatusAt":null,"lastInstant":"2026-04-11\u005402:00:00Z"},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 72, 'ESCROW_RELEASED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"session","event":"ESCROW_RELEASED","session":"march","data":{"participant":"budi","gross":{"\u0061mount":2500000,"currency":"IDR"},"factory":"bandung","consigned":null,"warehouse":{"gross":{"\u0061mount":2500000,"currency":"IDR"},"fee":{"\u0061mount":62500,"currency":"IDR"},"net":{"\u0061mount":2437500,"currency":"IDR"}}},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 73, 'ORDER_PLACED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"order","event":"ORDER_PLACED","order":"019d7a44-7500-722b-949f-146eb4083479","data":{"order":"019d7a44-7500-722b-949f-146eb4083479","buyer":"citra","participant":"citra","session":"march","checkout":null,"sellerKind":"warehouse","seller":null,"factory":"bandung","lines":[{"product":"shirt","version":1,"variant":"S","sku":"VARIANT-1","productName":"shirt","variantName":"S","unitPrice":{"\u0061mount":120000,"currency":"IDR"},"priceAdjustment":{"\u0061mount":0,"currency":"IDR"},"units":20,"stock":null}],"address":null,"currency":"IDR","goods":2400000,"discount":400000,"tax":0,"shipping":0,"fee":0,"placedAt":"2026-04-11\u005402:00:00Z","payBefore":null,"status":"paid","paymentStatus":"paid","payment":null,"refunded":0,"returnedUnits":[0],"rate":null,"trackingNumber":null,"shipmentStatus":null,"shipmentStatusAt":null,"lastInstant":"2026-04-11\u005402:00:00Z"},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 74, 'ESCROW_RELEASED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"session","event":"ESCROW_RELEASED","session":"march","data":{"participant":"citra","gross":{"\u0061mount":2000000,"currency":"IDR"},"factory":"bandung","consigned":null,"warehouse":{"gross":{"\u0061mount":2000000,"currency":"IDR"},"fee":{"\u0061mount":50000,"currency":"IDR"},"net":{"\u0061mount":1950000,"currency":"IDR"}}},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 75, 'ORDER_PLACED', 1775872800000, 'step/19', 'operator', 1775872800000, 28, '{"version":1,"about":"order","event":"ORDER_PLACED","order":"019d7a44-7500-722b-949f-146f1aaa1d83","data":{"order":"019d7a44-7500-722b-949f-146f1aaa1d83","buyer":"dewi","participant":"dewi","session":"march","checkout":null,"sellerKind":"warehouse","seller":null,"factory":"bandung","lines":[{"product":"shirt","version":1,"variant":"XL","sku":"VARIANT-4","productName":"shirt","variantName":"XL","unitPrice":{"\u0061mount":120000,"currency":"IDR"},"priceAdjustment":{"\u0061mount":0,"currency":"IDR"},"units":5,"stock":null}],"address":null,"currency":"IDR","goods":600000,"discount":100000,"tax":0,"shipping":0,"fee":0,"placedAt":"2026-04-11\u005402:00:00Z","payBefore":null,"status":"paid","paymentStatus":"paid","payment":null,"refunded":0,"returnedUnits":[0],"rate":null,"trackingNumber":null,"shipmentStatus":null,"shipmentStatusAt":null,"lastInstant":"2026-04-11\u005402:00:00Z"},"at":"2026-04-11\u005402:00:00Z"}'),
	('tenant', 79, 'INVENTORY_VALUED', 1775959200000, 'step/20', 'warehouse', 1775959200000, 29, '{"version":1,"about":"stock","event":"INVENTORY_VALUED","data":{"owner":"platform","location":"surabaya","variant":"M","units":2,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},"at":"2026-04-12\u005402:00:00Z"}'),
	('tenant', 80, 'GOODS_RECEIVED', 1775959200000, 'step/20', 'warehouse', 1775959200000, 29, '{"version":1,"about":"purchaseOrder","event":"GOODS_RECEIVED","purchaseOrder":"po-1","factory":"bandung","session":"march","data":{"receipt":"note-4","lines":[{"variant":"M","units":2,"damaged":0,"served":0,"surplus":1}],"purchased":{"\u0061mount":120000,"currency":"IDR"},"damagedCost":{"\u0061mount":0,"currency":"IDR"},"shipping":null,"surplus":true},"at":"2026-04-12\u005402:00:00Z"}');


--
-- Data for Name: factories; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.factories VALUES
	('tenant', 'bandung', 'bandung', '+62000000000', 'BANK', '00000000', 'The factory', '00000', 250);


--
-- Data for Name: journal_entries; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.journal_entries VALUES
	('tenant', 0, 'payment', 'ani', 'session', 'march', 1772420400000),
	('tenant', 1, 'payment', 'budi', 'session', 'march', 1772424000000),
	('tenant', 2, 'payment', 'citra', 'session', 'march', 1772427600000),
	('tenant', 3, 'payment', 'dewi', 'session', 'march', 1772431200000),
	('tenant', 4, 'tierRefund', 'ani', 'session', 'march', 1773021600000),
	('tenant', 5, 'tierRefund', 'budi', 'session', 'march', 1773021600000),
	('tenant', 6, 'tierRefund', 'citra', 'session', 'march', 1773021600000),
	('tenant', 7, 'tierRefund', 'dewi', 'session', 'march', 1773021600000),
	('tenant', 8, 'goodsPurchased', 'note-1', 'session', 'march', 1773972000000),
	('tenant', 9, 'goodsDamaged', 'note-1', 'session', 'march', 1773972000000),
	('tenant', 10, 'shipping', 'po-1', 'session', 'march', 1773972000000),
	('tenant', 11, 'goodsPurchased', 'note-2', 'session', 'march', 1774058400000),
	('tenant', 12, 'goodsDamaged', 'note-2', 'session', 'march', 1774058400000),
	('tenant', 13, 'goodsPurchased', 'note-3', 'factory', 'bandung', 1775786400000),
	('tenant', 14, 'goodsSold', 'march', 'session', 'march', 1775872800000),
	('tenant', 15, 'warehouseRelease', 'ani', 'session', 'march', 1775872800000),
	('tenant', 16, 'warehouseRelease', 'budi', 'session', 'march', 1775872800000),
	('tenant', 17, 'warehouseRelease', 'citra', 'session', 'march', 1775872800000),
	('tenant', 18, 'warehouseRelease', 'dewi', 'session', 'march', 1775872800000),
	('tenant', 19, 'goodsPurchased', 'note-4', 'session', 'march', 1775959200000);


--
-- Data for Name: listings; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: locations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.locations VALUES
	('tenant', 'surabaya', 'surabaya', 'Jalan Rungkut 5', '60293');


--
-- Data for Name: order_payments; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: order_refunds; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.orders VALUES
	('tenant', '019d7a44-7500-722b-949f-146cdf624bb6', 'ani', 'ani', 'march', NULL, 'warehouse', NULL, 'bandung', '[{"product":"shirt","version":1,"variant":"M","sku":"VARIANT-2","productName":"shirt","variantName":"M","unitPrice":{"\u0061mount":120000,"currency":"IDR"},"priceAdjustment":{"\u0061mount":0,"currency":"IDR"},"units":40,"stock":null}]', NULL, 'IDR', 4800000, 800000, 0, 0, 0, 1775872800000, NULL, 'paid', 'paid', NULL, 0, '[0]', NULL, NULL, NULL, NULL, 1775872800000, ''),
	('tenant', '019d7a44-7500-722b-949f-146da7670405', 'budi', 'budi', 'march', NULL, 'warehouse', NULL, 'bandung', '[{"product":"shirt","version":1,"variant":"L","sku":"VARIANT-3","productName":"shirt","variantName":"L","unitPrice":{"\u0061mount":120000,"currency":"IDR"},"priceAdjustment":{"\u0061mount":0,"currency":"IDR"},"units":25,"stock":null}]', NULL, 'IDR', 3000000, 500000, 0, 0, 0, 1775872800000, NULL, 'paid', 'paid', NULL, 0, '[0]', NULL, NULL, NULL, NULL, 1775872800000, ''),
	('tenant', '019d7a44-7500-722b-949f-146eb4083479', 'citra', 'citra', 'march', NULL, 'warehouse', NULL, 'bandung', '[{"product":"shirt","version":1,"variant":"S","sku":"VARIANT-1","productName":"shirt","variantName":"S","unitPrice":{"\u0061mount":120000,"currency":"IDR"},"priceAdjustment":{"\u0061mount":0,"currency":"IDR"},"units":20,"stock":null}]', NULL, 'IDR', 2400000, 400000, 0, 0, 0, 1775872800000, NULL, 'paid', 'paid', NULL, 0, '[0]', NULL, NULL, NULL, NULL, 1775872800000, ''),
	('tenant', '019d7a44-7500-722b-949f-146f1aaa1d83', 'dewi', 'dewi', 'march', NULL, 'warehouse', NULL, 'bandung', '[{"product":"shirt","version":1,"variant":"XL","sku":"VARIANT-4","productName":"shirt","variantName":"XL","unitPrice":{"\u0061mount":120000,"currency":"IDR"},"priceAdjustment":{"\u0061mount":0,"currency":"IDR"},"units":5,"stock":null}]', NULL, 'IDR', 600000, 100000, 0, 0, 0, 1775872800000, NULL, 'paid', 'paid', NULL, 0, '[0]', NULL, NULL, NULL, NULL, 1775872800000, '');


--
-- Data for Name: participants; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.participants VALUES
	('tenant', 'ani', 'march', 'ani', 0, 'order', '[{"variant":"M","units":40}]', 'IDR', 4800000, 1772420400000, 'paid', NULL, '[{"variant":"M","units":40}]', 0, 1772420400000, 'ani', 0, 800000, 0, NULL, NULL),
	('tenant', 'budi', 'march', 'budi', 1, 'order', '[{"variant":"L","units":25}]', 'IDR', 3000000, 1772424000000, 'paid', NULL, '[{"variant":"L","units":25}]', 0, 1772424000000, 'budi', 0, 500000, 0, NULL, NULL),
	('tenant', 'citra', 'march', 'citra', 2, 'order', '[{"variant":"S","units":20}]', 'IDR', 2400000, 1772427600000, 'paid', NULL, '[{"variant":"S","units":20}]', 0, 1772427600000, 'citra', 0, 400000, 0, NULL, NULL),
	('tenant', 'dewi', 'march', 'dewi', 3, 'order', '[{"variant":"XL","units":5}]', 'IDR', 600000, 1772431200000, 'paid', NULL, '[{"variant":"XL","units":5}]', 0, 1772431200000, 'dewi', 0, 100000, 0, NULL, NULL);


--
-- Data for Name: payments; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payments VALUES
	('tenant', 'ani', 'march', 'ani', 'IDR', 4800000, 1772420400000, 'accepted', NULL, 0),
	('tenant', 'budi', 'march', 'budi', 'IDR', 3000000, 1772424000000, 'accepted', NULL, 0),
	('tenant', 'citra', 'march', 'citra', 'IDR', 2400000, 1772427600000, 'accepted', NULL, 0),
	('tenant', 'dewi', 'march', 'dewi', 'IDR', 600000, 1772431200000, 'accepted', NULL, 0);


--
-- Data for Name: postings; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.postings VALUES
	('tenant', 0, 0, 0, -4800000, -4800000, 1772420400000),
	('tenant', 1, 0, 1, 4800000, 4800000, 1772420400000),
	('tenant', 2, 1, 0, -3000000, -7800000, 1772424000000),
	('tenant', 3, 1, 1, 3000000, 7800000, 1772424000000),
	('tenant', 4, 2, 0, -2400000, -10200000, 1772427600000),
	('tenant', 5, 2, 1, 2400000, 10200000, 1772427600000),
	('tenant', 6, 3, 0, -600000, -10800000, 1772431200000),
	('tenant', 7, 3, 1, 600000, 10800000, 1772431200000),
	('tenant', 8, 4, 1, -800000, 10000000, 1773021600000),
	('tenant', 9, 4, 2, 800000, 800000, 1773021600000),
	('tenant', 10, 5, 1, -500000, 9500000, 1773021600000),
	('tenant', 11, 5, 3, 500000, 500000, 1773021600000),
	('tenant', 12, 6, 1, -400000, 9100000, 1773021600000),
	('tenant', 13, 6, 4, 400000, 400000, 1773021600000),
	('tenant', 14, 7, 1, -100000, 9000000, 1773021600000),
	('tenant', 15, 7, 5, 100000, 100000, 1773021600000),
	('tenant', 16, 8, 6, -7080000, -7080000, 1773972000000),
	('tenant', 17, 8, 7, 7080000, 7080000, 1773972000000),
	('tenant', 18, 9, 8, -120000, -120000, 1773972000000),
	('tenant', 19, 9, 7, 120000, 7200000, 1773972000000),
	('tenant', 20, 10, 9, -500000, -500000, 1773972000000),
	('tenant', 21, 10, 7, 500000, 7700000, 1773972000000),
	('tenant', 22, 11, 6, -2640000, -9720000, 1774058400000),
	('tenant', 23, 11, 7, 2640000, 10340000, 1774058400000),
	('tenant', 24, 12, 8, -180000, -300000, 1774058400000),
	('tenant', 25, 12, 7, 180000, 10520000, 1774058400000),
	('tenant', 26, 13, 6, -720000, -10440000, 1775786400000),
	('tenant', 27, 13, 7, 720000, 11240000, 1775786400000),
	('tenant', 28, 14, 9, -5400000, -5900000, 1775872800000),
	('tenant', 29, 14, 6, 5400000, -5040000, 1775872800000),
	('tenant', 30, 15, 1, -3900000, 5000000, 1775872800000),
	('tenant', 31, 15, 10, 3900000, 3900000, 1775872800000),
	('tenant', 32, 15, 1, -100000, 5000000, 1775872800000),
	('tenant', 33, 15, 11, 100000, 100000, 1775872800000),
	('tenant', 34, 16, 1, -2437500, 2500000, 1775872800000),
	('tenant', 35, 16, 10, 2437500, 6337500, 1775872800000),
	('tenant', 36, 16, 1, -62500, 2500000, 1775872800000),
	('tenant', 37, 16, 11, 62500, 162500, 1775872800000),
	('tenant', 38, 17, 1, -1950000, 500000, 1775872800000),
	('tenant', 39, 17, 10, 1950000, 8287500, 1775872800000),
	('tenant', 40, 17, 1, -50000, 500000, 1775872800000),
	('tenant', 41, 17, 11, 50000, 212500, 1775872800000),
	('tenant', 42, 18, 1, -487500, 0, 1775872800000),
	('tenant', 43, 18, 10, 487500, 8775000, 1775872800000),
	('tenant', 44, 18, 1, -12500, 0, 1775872800000),
	('tenant', 45, 18, 11, 12500, 225000, 1775872800000),
	('tenant', 46, 19, 6, -120000, -5160000, 1775959200000),
	('tenant', 47, 19, 7, 120000, 11360000, 1775959200000);


--
-- Data for Name: products; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.products VALUES
	('tenant', 'shirt', 1, 'bandung', 'PRODUCT', 'shirt', 'IDR', 120000, 60000, 100, 604800000, NULL, '{"kind":"open"}', '[{"id":"S","sku":"VARIANT-1","name":"S","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":4000,"reorderPoint":null,"maximum":null},{"id":"M","sku":"VARIANT-2","name":"M","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":5000,"reorderPoint":null,"maximum":null},{"id":"L","sku":"VARIANT-3","name":"L","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":5000,"reorderPoint":null,"maximum":null},{"id":"XL","sku":"VARIANT-4","name":"XL","priceAdjustment":0,"unitsPerBundle":3,"tolerance":null,"notes":"","clearanceRate":2500,"reorderPoint":null,"maximum":null}]');


--
-- Data for Name: purchase_order_receipts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.purchase_order_receipts VALUES
	('tenant', 'note-1', 'po-1'),
	('tenant', 'note-2', 'po-1'),
	('tenant', 'note-3', 'po-2'),
	('tenant', 'note-4', 'po-1');


--
-- Data for Name: purchase_orders; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.purchase_orders VALUES
	('tenant', 'po-2', 'bandung', 'shirt', NULL, 'platform', 'surabaya', 1, '[{"variant":"S","units":3},{"variant":"M","units":3},{"variant":"L","units":3},{"variant":"XL","units":3}]', 'IDR', 60000, 0, NULL, 'received', '[{"variant":"S","units":3},{"variant":"M","units":3},{"variant":"L","units":3},{"variant":"XL","units":3}]', '[]', '["note-3"]', 1774144800000, 1775786400000),
	('tenant', 'po-1', 'bandung', 'shirt', 'march', 'platform', 'surabaya', 14, '[{"variant":"S","units":42},{"variant":"M","units":42},{"variant":"L","units":42},{"variant":"XL","units":42}]', 'IDR', 60000, 500000, 'JNE-0002', 'received', '[{"variant":"S","units":42},{"variant":"M","units":43},{"variant":"L","units":42},{"variant":"XL","units":42}]', '[{"variant":"M","units":3},{"variant":"XL","units":2}]', '["note-1","note-2","note-4"]', 1773032400000, 1775959200000);


--
-- Data for Name: refunds; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: reservation_lines; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reservation_lines VALUES
	('tenant', 'session', 'march', 0, 'platform', 'surabaya', 'S', 20, 0, NULL),
	('tenant', 'session', 'march', 1, 'platform', 'surabaya', 'M', 40, 0, NULL),
	('tenant', 'session', 'march', 2, 'platform', 'surabaya', 'L', 25, 0, NULL),
	('tenant', 'session', 'march', 3, 'platform', 'surabaya', 'XL', 5, 0, NULL);


--
-- Data for Name: reservations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reservations VALUES
	('tenant', 'session', 'march', NULL, 'march', '[{"owner":"platform","location":"surabaya","variant":"S","units":20},{"owner":"platform","location":"surabaya","variant":"M","units":40},{"owner":"platform","location":"surabaya","variant":"L","units":25},{"owner":"platform","location":"surabaya","variant":"XL","units":5}]', 1773972000000, 1775872800000, NULL, 'consumed', NULL);


--
-- Data for Name: schema_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schema_migrations VALUES
	(1, 'everything', -5776271399903152699);


--
-- Data for Name: seller_details; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sellers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: session_plans; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.session_plans VALUES
	('tenant', 'march', 'march', 'shirt', 100, 'IDR', 120000, '[{"threshold":2500,"price":110000},{"threshold":9000,"price":100000}]', 2500, 'lowestTier', 1772416800000, 1773021600000, 600000, 86400000, NULL, 3, 1, 0, 0, '"warehouse"', 'platform', 'surabaya');


--
-- Data for Name: session_variants; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.session_variants VALUES
	('tenant', 'march', 1, 'M', 3, NULL, 0, 40, 0, 0, 0),
	('tenant', 'march', 2, 'L', 3, NULL, 0, 25, 0, 0, 0),
	('tenant', 'march', 0, 'S', 3, NULL, 0, 20, 0, 0, 0),
	('tenant', 'march', 3, 'XL', 3, NULL, 0, 5, 0, 0, 0);


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES
	('tenant', 'march', 'success', 1, '{"kind":"open"}', 1775872800000, 0, 0, 0, 10800000, 4, 0, 0, '{"outcome":"success","realUnits":90,"platformFill":0,"tier":9000,"unitPrice":{"\u0061mount":100000,"currency":"IDR"},"paid":{"\u0061mount":10800000,"currency":"IDR"},"owed":{"\u0061mount":9000000,"currency":"IDR"},"refunded":{"\u0061mount":1800000,"currency":"IDR"},"demand":[{"variant":"S","units":20},{"variant":"M","units":40},{"variant":"L","units":25},{"variant":"XL","units":5}],"closedAt":"2026-03-09\u005402:00:00Z"}', '{"lines":[{"variant":"S","demand":20,"fromStock":0,"fromBundles":20},{"variant":"M","demand":40,"fromStock":2,"fromBundles":38},{"variant":"L","demand":25,"fromStock":0,"fromBundles":25},{"variant":"XL","demand":5,"fromStock":0,"fromBundles":5}],"factory":"bandung","fee":250,"deadline":"2026-04-08\u005402:00:00Z","isOverdueReported":true,"purchaseOrders":["po-1"],"served":[{"variant":"S","units":20,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},{"variant":"M","units":30,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},{"variant":"L","units":25,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},{"variant":"XL","units":5,"unitCost":{"\u0061mount":60000,"currency":"IDR"}},{"variant":"M","units":8,"unitCost":{"\u0061mount":60000,"currency":"IDR"}}],"productionStarted":"2026-03-11\u005402:00:00Z","productionCompleted":"2026-03-17\u005402:00:00Z","shipped":"2026-03-18\u005402:00:00Z"}');


--
-- Data for Name: settlements; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: stock_costs; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stock_costs VALUES
	('tenant', 'platform', 'surabaya', 'S', 'IDR', '[{"units":25,"unitCost":60000}]'),
	('tenant', 'platform', 'surabaya', 'L', 'IDR', '[{"units":20,"unitCost":60000}]'),
	('tenant', 'platform', 'surabaya', 'XL', 'IDR', '[{"units":38,"unitCost":60000}]'),
	('tenant', 'platform', 'surabaya', 'M', 'IDR', '[{"units":3,"unitCost":60000}]');


--
-- Data for Name: stocks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stocks VALUES
	('tenant', 'platform', 'surabaya', 'S', 25, 0, NULL, NULL, 1775872800000, NULL, NULL, NULL, NULL, NULL),
	('tenant', 'platform', 'surabaya', 'L', 20, 0, NULL, NULL, 1775872800000, NULL, NULL, NULL, NULL, NULL),
	('tenant', 'platform', 'surabaya', 'XL', 38, 0, NULL, NULL, 1775872800000, NULL, NULL, NULL, NULL, NULL),
	('tenant', 'platform', 'surabaya', 'M', 3, 0, NULL, NULL, 1775959200000, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: tenants; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.tenants VALUES
	('tenant', 80, 1, 12, 20, 48, 29);


--
-- Data for Name: withdrawals; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: effects_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.effects_number_seq', 11, true);


--
-- Name: accounts accounts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (tenant, number);


--
-- Name: accounts accounts_tenant_kind_owner_currency_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_tenant_kind_owner_currency_key UNIQUE (tenant, kind, owner, currency);


--
-- Name: addresses addresses_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.addresses
    ADD CONSTRAINT addresses_pkey PRIMARY KEY (tenant, address);


--
-- Name: buyers buyers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.buyers
    ADD CONSTRAINT buyers_pkey PRIMARY KEY (tenant, session, buyer);


--
-- Name: commands commands_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.commands
    ADD CONSTRAINT commands_pkey PRIMARY KEY (tenant, command);


--
-- Name: deadlines deadlines_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deadlines
    ADD CONSTRAINT deadlines_pkey PRIMARY KEY (tenant, session, slot);


--
-- Name: effects effects_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.effects
    ADD CONSTRAINT effects_pkey PRIMARY KEY (number);


--
-- Name: effects effects_tenant_effect_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.effects
    ADD CONSTRAINT effects_tenant_effect_key_key UNIQUE (tenant, effect_key);


--
-- Name: event_subjects event_subjects_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event_subjects
    ADD CONSTRAINT event_subjects_pkey PRIMARY KEY (tenant, kind, subject, number);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (tenant, number);


--
-- Name: factories factories_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.factories
    ADD CONSTRAINT factories_pkey PRIMARY KEY (tenant, factory);


--
-- Name: journal_entries journal_entries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal_entries
    ADD CONSTRAINT journal_entries_pkey PRIMARY KEY (tenant, number);


--
-- Name: journal_entries journal_entries_tenant_kind_reference_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal_entries
    ADD CONSTRAINT journal_entries_tenant_kind_reference_key UNIQUE (tenant, kind, reference);


--
-- Name: listings listings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.listings
    ADD CONSTRAINT listings_pkey PRIMARY KEY (tenant, reseller, variant);


--
-- Name: locations locations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.locations
    ADD CONSTRAINT locations_pkey PRIMARY KEY (tenant, location);


--
-- Name: order_payments order_payments_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_payments
    ADD CONSTRAINT order_payments_pkey PRIMARY KEY (tenant, payment);


--
-- Name: order_refunds order_refunds_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_refunds
    ADD CONSTRAINT order_refunds_pkey PRIMARY KEY (tenant, refund);


--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (tenant, order_id);


--
-- Name: participants participants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participants
    ADD CONSTRAINT participants_pkey PRIMARY KEY (tenant, participant);


--
-- Name: participants participants_tenant_session_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participants
    ADD CONSTRAINT participants_tenant_session_number_key UNIQUE (tenant, session, number);


--
-- Name: payments payments_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (tenant, payment);


--
-- Name: postings postings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.postings
    ADD CONSTRAINT postings_pkey PRIMARY KEY (tenant, number);


--
-- Name: products products_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (tenant, product);


--
-- Name: purchase_order_receipts purchase_order_receipts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.purchase_order_receipts
    ADD CONSTRAINT purchase_order_receipts_pkey PRIMARY KEY (tenant, receipt);


--
-- Name: purchase_orders purchase_orders_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.purchase_orders
    ADD CONSTRAINT purchase_orders_pkey PRIMARY KEY (tenant, number);


--
-- Name: refunds refunds_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_pkey PRIMARY KEY (tenant, refund);


--
-- Name: reservation_lines reservation_lines_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reservation_lines
    ADD CONSTRAINT reservation_lines_pkey PRIMARY KEY (tenant, holder_kind, holder, "position");


--
-- Name: reservations reservations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reservations
    ADD CONSTRAINT reservations_pkey PRIMARY KEY (tenant, holder_kind, holder);


--
-- Name: schema_migrations schema_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (number);


--
-- Name: seller_details seller_details_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seller_details
    ADD CONSTRAINT seller_details_pkey PRIMARY KEY (tenant, seller);


--
-- Name: sellers sellers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sellers
    ADD CONSTRAINT sellers_pkey PRIMARY KEY (tenant, seller);


--
-- Name: session_plans session_plans_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_plans
    ADD CONSTRAINT session_plans_pkey PRIMARY KEY (tenant, session);


--
-- Name: session_plans session_plans_tenant_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_plans
    ADD CONSTRAINT session_plans_tenant_code_key UNIQUE (tenant, code);


--
-- Name: session_variants session_variants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_variants
    ADD CONSTRAINT session_variants_pkey PRIMARY KEY (tenant, session, "position");


--
-- Name: session_variants session_variants_tenant_session_variant_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_variants
    ADD CONSTRAINT session_variants_tenant_session_variant_key UNIQUE (tenant, session, variant);


--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (tenant, session);


--
-- Name: settlements settlements_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.settlements
    ADD CONSTRAINT settlements_pkey PRIMARY KEY (tenant, settlement);


--
-- Name: stock_costs stock_costs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_costs
    ADD CONSTRAINT stock_costs_pkey PRIMARY KEY (tenant, owner, location, variant);


--
-- Name: stocks stocks_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stocks
    ADD CONSTRAINT stocks_pkey PRIMARY KEY (tenant, owner, location, variant);


--
-- Name: tenants tenants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (tenant);


--
-- Name: withdrawals withdrawals_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.withdrawals
    ADD CONSTRAINT withdrawals_pkey PRIMARY KEY (tenant, withdrawal);


--
-- Name: commands_1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX commands_1 ON public.commands USING btree (tenant, refusal) WHERE (refusal IS NOT NULL);


--
-- Name: commands_2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX commands_2 ON public.commands USING btree (given_at);


--
-- Name: deadlines_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deadlines_1 ON public.deadlines USING btree (due_at, rank, tenant, session);


--
-- Name: effects_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX effects_1 ON public.effects USING btree (due_at, number) WHERE (due_at IS NOT NULL);


--
-- Name: effects_2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX effects_2 ON public.effects USING btree (tenant, number) WHERE (state = 'parked'::text);


--
-- Name: effects_3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX effects_3 ON public.effects USING btree (settled_at, number) WHERE (state = 'delivered'::text);


--
-- Name: listings_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX listings_1 ON public.listings USING btree (tenant, supplier, location, supplied_variant, reseller);


--
-- Name: orders_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX orders_1 ON public.orders USING btree (tenant, pay_before, order_id) WHERE (status = 'pending_payment'::text);


--
-- Name: orders_2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX orders_2 ON public.orders USING btree (tenant, buyer, placed_at, order_id);


--
-- Name: orders_3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX orders_3 ON public.orders USING btree (tenant, seller_kind, seller_id, placed_at, order_id);


--
-- Name: orders_4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX orders_4 ON public.orders USING btree (tenant, session) WHERE (session IS NOT NULL);


--
-- Name: participants_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX participants_1 ON public.participants USING btree (tenant, session, until) WHERE (until IS NOT NULL);


--
-- Name: participants_2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX participants_2 ON public.participants USING btree (tenant, session, waits_since, requested_at, place) WHERE (waits_since IS NOT NULL);


--
-- Name: participants_3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX participants_3 ON public.participants USING btree (tenant, session, waits_for, waits_since, requested_at, place) WHERE (waits_for IS NOT NULL);


--
-- Name: postings_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX postings_1 ON public.postings USING btree (tenant, account, number);


--
-- Name: postings_2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX postings_2 ON public.postings USING btree (tenant, account, happened_at, number);


--
-- Name: postings_3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX postings_3 ON public.postings USING btree (tenant, entry, number);


--
-- Name: purchase_orders_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX purchase_orders_1 ON public.purchase_orders USING btree (tenant, session) WHERE (session IS NOT NULL);


--
-- Name: reservation_lines_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reservation_lines_1 ON public.reservation_lines USING btree (tenant, owner, location, variant, expires_at) WHERE ((is_open = 1) AND (expires_at IS NOT NULL));


--
-- Name: reservation_lines_2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reservation_lines_2 ON public.reservation_lines USING btree (tenant, variant, holder_kind, holder) WHERE (is_open = 1);


--
-- Name: reservations_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reservations_1 ON public.reservations USING btree (tenant, expires_at, holder_kind, holder) WHERE ((state = 'reserved'::text) AND (expires_at IS NOT NULL));


--
-- Name: settlements_1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX settlements_1 ON public.settlements USING btree (tenant, payee_kind, payee, currency, ends_at);


--
-- Name: stocks_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX stocks_1 ON public.stocks USING btree (tenant, out_of_step_since, owner, location, variant) WHERE (out_of_step_since IS NOT NULL);


--
-- Name: stocks_2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX stocks_2 ON public.stocks USING btree (tenant, owner, out_of_step_since, location, variant) WHERE (out_of_step_since IS NOT NULL);


--
-- Name: stocks_3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX stocks_3 ON public.stocks USING btree (tenant, variant, out_of_step_since, owner, location) WHERE (out_of_step_since IS NOT NULL);


--
-- Name: withdrawals_1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX withdrawals_1 ON public.withdrawals USING btree (tenant, requested_at, withdrawal) WHERE (state = 'pending'::text);


--
-- Name: withdrawals_2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX withdrawals_2 ON public.withdrawals USING btree (tenant, buyer, requested_at);


--
-- Name: buyers buyers_tenant_session_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.buyers
    ADD CONSTRAINT buyers_tenant_session_fkey FOREIGN KEY (tenant, session) REFERENCES public.sessions(tenant, session) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: deadlines deadlines_tenant_session_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deadlines
    ADD CONSTRAINT deadlines_tenant_session_fkey FOREIGN KEY (tenant, session) REFERENCES public.sessions(tenant, session);


--
-- Name: event_subjects event_subjects_tenant_number_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event_subjects
    ADD CONSTRAINT event_subjects_tenant_number_fkey FOREIGN KEY (tenant, number) REFERENCES public.events(tenant, number);


--
-- Name: order_payments order_payments_tenant_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_payments
    ADD CONSTRAINT order_payments_tenant_order_id_fkey FOREIGN KEY (tenant, order_id) REFERENCES public.orders(tenant, order_id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: order_refunds order_refunds_tenant_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_refunds
    ADD CONSTRAINT order_refunds_tenant_order_id_fkey FOREIGN KEY (tenant, order_id) REFERENCES public.orders(tenant, order_id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: participants participants_tenant_session_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participants
    ADD CONSTRAINT participants_tenant_session_fkey FOREIGN KEY (tenant, session) REFERENCES public.sessions(tenant, session) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payments payments_tenant_participant_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_tenant_participant_fkey FOREIGN KEY (tenant, participant) REFERENCES public.participants(tenant, participant) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: postings postings_tenant_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.postings
    ADD CONSTRAINT postings_tenant_account_fkey FOREIGN KEY (tenant, account) REFERENCES public.accounts(tenant, number);


--
-- Name: postings postings_tenant_entry_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.postings
    ADD CONSTRAINT postings_tenant_entry_fkey FOREIGN KEY (tenant, entry) REFERENCES public.journal_entries(tenant, number);


--
-- Name: purchase_order_receipts purchase_order_receipts_tenant_purchase_order_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.purchase_order_receipts
    ADD CONSTRAINT purchase_order_receipts_tenant_purchase_order_fkey FOREIGN KEY (tenant, purchase_order) REFERENCES public.purchase_orders(tenant, number) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: refunds refunds_tenant_participant_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_tenant_participant_fkey FOREIGN KEY (tenant, participant) REFERENCES public.participants(tenant, participant) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: refunds refunds_tenant_payment_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_tenant_payment_fkey FOREIGN KEY (tenant, payment) REFERENCES public.payments(tenant, payment) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: reservation_lines reservation_lines_tenant_holder_kind_holder_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reservation_lines
    ADD CONSTRAINT reservation_lines_tenant_holder_kind_holder_fkey FOREIGN KEY (tenant, holder_kind, holder) REFERENCES public.reservations(tenant, holder_kind, holder) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: session_variants session_variants_tenant_session_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_variants
    ADD CONSTRAINT session_variants_tenant_session_fkey FOREIGN KEY (tenant, session) REFERENCES public.sessions(tenant, session) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: sessions sessions_tenant_session_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_tenant_session_fkey FOREIGN KEY (tenant, session) REFERENCES public.session_plans(tenant, session) DEFERRABLE INITIALLY DEFERRED;


--
-- PostgreSQL database dump complete
--

\unrestrict Y2lZPSjHghvyPSbuXuV5BPOlpPqamVhnvfovuKkwWpqJqDi4szeOGM31B20H639


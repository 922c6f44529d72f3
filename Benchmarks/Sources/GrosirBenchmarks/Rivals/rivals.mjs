// The rivals in JavaScript. Reads one request a line, answers each with one line:
//
//   hand NAME FILE             keep the file's 32-bit numbers under the name
//   run KERNEL CALLS NAME …    run a kernel so often; answers nanoseconds and a digest of the last results

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const kept = new Map()
const mix = (digest, value) => Math.imul(digest ^ value, 0x01000193)

// Two passes over typed arrays: five columns in, one out, and the two smallest caps.
const found = { bundles: 0, tightest: -1, rank: 0, next: -1, nextRank: 0 }

function refresh(n, b, t, o, h, s, available) {
  let bundles = 0
  let first = 0x7fffffff, firstAt = -1, second = 0x7fffffff, secondAt = -1
  for (let v = 0; v < n; v++) {
    const firm = (o[v] - h[v] - s[v]) | 0
    const needed = Math.ceil(firm / b[v])
    if (needed > bundles) bundles = needed
    const cap = Math.floor((firm + t[v]) / b[v])
    if (cap < first) {
      second = first; secondAt = firstAt
      first = cap; firstAt = v
    } else if (cap < second) {
      second = cap; secondAt = v
    }
  }
  const others = Math.max(1, bundles, first) | 0
  for (let v = 0; v < n; v++) {
    const units = (Math.imul(others, b[v]) + s[v] - o[v]) | 0
    available[v] = units > 0 ? units : 0
  }
  const own = Math.max(1, bundles, second) | 0
  available[firstAt] = Math.max(0, (Math.imul(own, b[firstAt]) + s[firstAt] - o[firstAt]) | 0)
  found.bundles = bundles; found.tightest = firstAt; found.rank = first; found.next = secondAt; found.nextRank = second
}

function digestOfColumn(n, available) {
  let digest = 0x811c9dc5
  for (let v = 0; v < n; v++) digest = mix(digest, available[v])
  for (const value of [found.bundles, found.tightest, found.rank, found.next, found.nextRank]) digest = mix(digest, value)
  return digest >>> 0
}

// Columns b and t once, then o, h, s of each state; the number of states is a power of two.
const columnsOf = new WeakMap()

function runRefresh(calls, name, count) {
  const numbers = kept.get(name)
  const n = Number(count)
  if (!columnsOf.has(numbers)) {
    const columns = []
    for (let i = 0; i < numbers.length / n; i++) columns.push(numbers.slice(i * n, (i + 1) * n))
    columnsOf.set(numbers, { columns, available: new Int32Array(n) })
  }
  const { columns: c, available } = columnsOf.get(numbers)
  const mask = (c.length - 2) / 3 - 1
  let digest = 0
  const start = process.hrtime.bigint()
  for (let call = 0; call < calls; call++) {
    const state = 2 + 3 * (call & mask)
    refresh(n, c[0], c[1], c[state], c[state + 1], c[state + 2], available)
    digest = (digest + found.bundles + available[call & 3]) | 0
  }
  const time = process.hrtime.bigint() - start
  if (digest === 0x7fffffff) console.error('')
  return [time, digestOfColumn(n, available)]
}

// The source's way: every query filters all participants once for each variant.
const sessions = new WeakMap()
const identifier = (v) => '00000000-0000-4000-8000-' + v.toString(16).padStart(12, '0')

function makeSession(numbers) {
  const n = numbers[0]
  const variants = []
  for (let v = 0; v < n; v++) {
    variants.push({ id: identifier(v), unitsPerBundle: numbers[1 + v], tolerance: numbers[1 + n + v] })
  }
  const participants = []
  for (let at = 1 + 2 * n; at < numbers.length; at += 2) {
    participants.push({ variantId: identifier(numbers[at]), quantity: numbers[at + 1] })
  }
  return { variants, participants }
}

function getVariantAvailability(session, variantId) {
  let bundlesNeeded = 0, allowed = Infinity, own
  for (const variant of session.variants) {
    const ordered = session.participants.filter((p) => p.variantId === variant.id).reduce((sum, p) => sum + p.quantity, 0)
    bundlesNeeded = Math.max(bundlesNeeded, Math.ceil(ordered / variant.unitsPerBundle))
    if (variant.id === variantId) {
      own = { variant, ordered }
    } else {
      allowed = Math.min(allowed, Math.floor((ordered + variant.tolerance) / variant.unitsPerBundle))
    }
  }
  return Math.max(0, Math.max(1, bundlesNeeded, allowed) * own.variant.unitsPerBundle - own.ordered)
}

function runSource(calls, name) {
  const numbers = kept.get(name)
  if (!sessions.has(numbers)) sessions.set(numbers, makeSession(numbers))
  const session = sessions.get(numbers)
  const n = session.variants.length
  let digest = 0x811c9dc5
  const start = process.hrtime.bigint()
  for (let call = 0; call < calls; call++) {
    digest = mix(digest, getVariantAvailability(session, session.variants[call % n].id))
  }
  return [process.hrtime.bigint() - start, digest >>> 0]
}

const kernels = { refresh: runRefresh, source: runSource }

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, first, second, ...rest] = line.split(' ')
  if (verb === 'hand') {
    const bytes = readFileSync(second)
    kept.set(first, new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)))
    process.stdout.write('kept\n')
  } else {
    const [time, digest] = kernels[first](Number(second), ...rest)
    process.stdout.write(`${time} ${digest}\n`)
  }
}

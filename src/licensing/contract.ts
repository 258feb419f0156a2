import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, pageInput, pageOf, plainText } from '../base/wire.ts'

/** In the order of the screens. The last two belong to solutions: who is in their system group holds one. */
export const seatKinds = ['named', 'concurrent', 'external', 'solution:crm', 'solution:projects'] as const
export const seatKind = z.enum(seatKinds)
export type SeatKind = z.infer<typeof seatKind>

const forecastShape = z.object({
  day: z.date().nullable().describe('When the last seat would be taken; null: the number does not grow'),
  net: z.int().describe('Seats taken less seats freed in the time looked at'),
  days: z.int().describe('The time looked at: 90 days, or since the first seat'),
})

export const seatPoolShape = z.object({
  kind: seatKind,
  total: z.int().describe('Seats of all packs that are valid now'),
  occupied: z.int(),
  free: z.int().describe('Never below 0, also when a pack has ended'),
  limit: z.int().describe('Seats that may be held at most: with a grace, more than there are'),
  graceEndsAt: z.date().nullable().describe('The grace runs until then'),
  nextEnd: z.date().nullable().describe('When the first of the packs that are valid now ends'),
  forecast: forecastShape.nullable().describe('If it goes on as in the time looked at; null: too early to say'),
})
export type SeatPoolShape = z.infer<typeof seatPoolShape>

export const licensePackShape = z.object({
  id: idOf('license_pack'),
  kind: seatKind,
  seats: z.int(),
  source: z.enum(['starter', 'key']),
  plan: z.string().nullable(),
  storageGigabytes: z.int().nullable(),
  serial: z.string().nullable(),
  validFrom: z.date(),
  validTo: z.date().nullable(),
  state: z.enum(['valid', 'not_yet', 'ended']),
  activatedBy: z.string().nullable(),
})

export const freeReason = z.enum([
  'locked',
  'cancelled',
  'declined',
  'deleted',
  'signed_out',
  'idle',
  'left_group',
  'shared',
  'privileged',
])
export type FreeReason = z.infer<typeof freeReason>

export const seatShape = z.object({
  user: idOf('user'),
  name: z.string(),
  kind: seatKind,
  takenAt: z.date(),
  freedAt: z.date().nullable(),
  freeReason: freeReason.nullable(),
})

export const licenseSettings = z.object({
  shares: z.boolean().describe('Privileged users hold named seats, all other employees share the concurrent ones'),
  idleMinutes: z.int().min(5).max(1440).describe('A concurrent seat is free after so long without a request'),
  atLimit: z.enum(['refuse', 'grace']),
  graceDays: z.int().min(1).max(30),
  salesLink: z
    .string()
    .trim()
    .max(500)
    .regex(/^($|https:\/\/[^\s]+$|mailto:[^\s]+$)/, 'Expected an address that begins with https:// or mailto:'),
  storageGigabytes: z.int().min(1).max(1_000_000).nullable().describe('Counts where no pack brings storage'),
  version: z.int(),
})
export type LicenseSettings = z.infer<typeof licenseSettings>

export const getLicensesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/licenses',
  summary: 'Seats of each kind, total, occupied and free, and the packs they come from',
  input: z.strictObject({}),
  answer: z.object({
    installation: z.string().describe('Id of this installation: a key can be bound to it'),
    pools: z.array(seatPoolShape).describe('Kinds that were bought or of which seats are held'),
    packs: z.array(licensePackShape),
    plan: z.object({
      name: z.string(),
      usedBytes: z.int(),
      bytes: z.int().nullable().describe('null: no limit'),
      bought: z.boolean().describe('Whether a pack says how much storage there is'),
    }),
    clockBehindMinutes: z.int().nullable().describe('The clock was set back by so much; packs end by the latest deed'),
    settings: licenseSettings,
    sharers: z
      .object({ people: z.int(), atWork: z.int() })
      .describe('Employees who are not privileged, and how many of them are signed in'),
    can: z.object({ supervise: z.boolean() }),
  }),
})

export const listSeatsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/licenses/seats',
  summary: 'Who holds a seat since when; with `history` also who held one, newest first',
  input: pageInput.extend({
    kind: seatKind.optional(),
    history: z.enum(['yes', 'no']).default('no'),
    search: plainText(200).trim().default('').describe('A part of the name or the e-mail address'),
  }),
  answer: pageOf(seatShape),
})

export const getGraceApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/licenses/grace',
  summary: 'Kinds of seats of which more are held than were bought, and until when that is granted',
  input: z.strictObject({}),
  answer: z.object({
    rows: z.array(z.object({ kind: seatKind, occupied: z.int(), total: z.int(), endsAt: z.date() })),
  }),
})

export const activateLicenseApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/licenses/activate',
  summary: 'Adds the seats of a signed license key',
  input: z.strictObject({ key: z.string().trim().min(1, 'Expected a license key').max(4000) }),
  answer: z.object({ kind: seatKind, seats: z.int(), validTo: z.date().nullable() }),
  refusals: [
    'license.key_invalid',
    'license.key_expired',
    'license.key_used',
    'license.key_of_other_installation',
    'license.no_issuer',
  ],
})

export const changeServicePlanApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/licenses/settings',
  summary: 'Changes the rules of licensing; for the System supervisor, with a recent proof',
  input: z.strictObject(licenseSettings.shape),
  answer: z.object({ version: z.int() }),
  refusals: [
    'session.proof_needed',
    'license.settings_changed',
    'license.nothing_to_share',
    'license.too_few_to_share',
    'license.too_few_named',
  ],
})

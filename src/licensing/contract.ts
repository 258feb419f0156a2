import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, pageInput, pageOf } from '../base/wire.ts'

/** In the order of the screens. The last two belong to solutions: who is in their system group holds one. */
export const seatKinds = ['named', 'concurrent', 'external', 'solution:crm', 'solution:projects'] as const
export const seatKind = z.enum(seatKinds)
export type SeatKind = z.infer<typeof seatKind>

export const seatPoolShape = z.object({
  kind: seatKind,
  total: z.int().describe('Seats of all packs that are valid now'),
  occupied: z.int(),
  free: z.int().describe('Never below 0, also when a pack has ended'),
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
  }),
})

export const listSeatsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/licenses/seats',
  summary: 'Who holds a seat since when; with `history` also who held one, newest first',
  input: pageInput.extend({ kind: seatKind.optional(), history: z.enum(['yes', 'no']).default('no') }),
  answer: pageOf(seatShape),
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

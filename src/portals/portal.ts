import type { GroupId, PortalId, WorkspaceId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { isReadable, nearestReadable } from '../base/contrast.ts'
import type { Branding, PortalState } from './contract.ts'

export type Portal = {
  id: PortalId
  workspace: WorkspaceId
  group: GroupId
  name: string
  state: PortalState
  branding: Branding
  version: number
}

const moves = {
  activate: { from: ['inactive'], to: 'active' },
  deactivate: { from: ['active'], to: 'inactive' },
  disable: { from: ['inactive', 'active'], to: 'disabled' },
  enable: { from: ['disabled'], to: 'inactive' },
} as const satisfies Record<string, { from: readonly PortalState[]; to: PortalState }>

export type PortalMove = keyof typeof moves

const stateWords = { inactive: 'inactive', active: 'active', disabled: 'disabled' } as const

/**
 * The life of a portal: enabled it is inactive; active and inactive alternate; disabled keeps everything. `version` is
 * about name and branding alone: who opens a portal does not disturb whoever words its welcome.
 */
export function move(portal: Portal, deed: PortalMove): Portal {
  const { from, to } = moves[deed]
  if (!(from as readonly PortalState[]).includes(portal.state)) {
    throw new Refusal(
      'conflict',
      'portal.state',
      `Expected a portal that is ${from.map((state) => stateWords[state]).join(' or ')}, but “${portal.name}” is ${stateWords[portal.state]}.`,
      { state: portal.state },
    )
  }
  return { ...portal, state: to }
}

export function rebrand(
  portal: Portal,
  change: {
    version: number
    name?: string | undefined
    branding?: { [K in keyof Branding]?: Branding[K] | undefined } | undefined
  },
): Portal {
  refuseStale(portal, change.version)
  const given = Object.entries(change.branding ?? {}).filter(([, value]) => value !== undefined)
  const branding = { ...portal.branding, ...Object.fromEntries(given) }
  refuseUnreadable(branding.color)
  return { ...portal, name: change.name ?? portal.name, branding, version: portal.version + 1 }
}

function refuseStale(portal: Portal, seen: number): void {
  if (portal.version === seen) return
  throw new Refusal(
    'conflict',
    'portal.changed_meanwhile',
    `Expected version ${seen} of “${portal.name}”, but somebody has changed it since. Look at it again and repeat your change.`,
    { version: portal.version },
  )
}

function refuseUnreadable(color: string): void {
  if (isReadable(color)) return
  const nearest = nearestReadable(color)
  throw new Refusal(
    'unprocessable',
    'portal.colour_contrast',
    `White text on ${color} is hard to read (WCAG 2.2 asks for a contrast of 4.5). The nearest colour that passes is ${nearest}.`,
    { color, nearest },
  )
}

import type { UserId, WorkspaceId } from '../../src/base/ids.ts'
import { createToken } from '../../src/signin/commands/create-token.ts'
import type { Answer, Web } from './web.ts'
import type { Someone } from './world.ts'

export type Program = { id: string; ask(method: string, url: string, body?: unknown, more?: object): Promise<Answer> }

type Wish = {
  name?: string
  access?: 'read' | 'write'
  administers?: boolean
  workspaces?: WorkspaceId[] | null
  days?: number
}

/** A program that asks with an API token, made for a person by an administrator. No cookie, no origin, no browser. */
export async function programOf(
  web: Web,
  by: Someone,
  user: UserId,
  wish: Wish = {},
): Promise<Program & { token: string }> {
  const { id, token } = await by.run(createToken, { user, name: 'Nightly import', access: 'write', ...wish })
  return { id, token, ...withToken(web, token) }
}

export const withToken = (web: Web, token: string): Pick<Program, 'ask'> => ({
  ask: (method, url, body, more: { headers?: object } = {}) =>
    web.ask(null, method, url, body, {
      ...more,
      headers: { authorization: `Bearer ${token}`, ...more.headers },
    } as never),
})

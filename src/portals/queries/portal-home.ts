import { type Actor, personBehind } from '../../access/actor.ts'
import { visible as visibleRows } from '../../access/decide.ts'
import { portalInactive } from '../../access/portal-gate.ts'
import { notFound } from '../../base/refusal.ts'
import { listing, type QueryContext } from '../../operations/operation.ts'
import { navigationOf, shownPage } from '../../pages/queries/pages-of-portal.ts'
import type { Db, Sql } from '../../sql/database.ts'
import { getPortalPageApi, listMyPortalsApi, portalHomeApi } from '../contract.ts'
import { type Door, findVisiblePortal, listVisiblePortals, nameOfUser } from '../portal.sql.ts'

type Context = QueryContext & { visible: Sql<boolean> }

/** A portal of the person signed in: not theirs, not there; closed, 503. */
async function enter({ db, visible }: Context, code: string): Promise<Door> {
  const portal = await findVisiblePortal(db, visible, code)
  if (!portal) throw notFound()
  if (portal.state !== 'active') throw portalInactive()
  return portal
}

async function whoIs(db: Db, actor: Actor) {
  const id = personBehind(actor)
  if (!id) throw notFound()
  return { id, name: await nameOfUser(db, id) }
}

export const portalHome = listing({
  name: 'portalHome',
  endpoint: portalHomeApi,
  permission: 'portal.view',
  within: () => ({}),
  async run(context, { portal: code }) {
    const { db, actor, visible } = context
    const portal = await enter(context, code)
    const pages = await visibleRows(db, actor, 'page.view')
    return {
      ...portal,
      navigation: await navigationOf(db, pages, portal.id),
      portals: (await listVisiblePortals(db, visible)).length,
      me: await whoIs(db, actor),
    }
  },
})

export const getPortalPage = listing({
  name: 'getPortalPage',
  endpoint: getPortalPageApi,
  permission: 'portal.view',
  within: () => ({}),
  async run(context, { portal: code, page }) {
    const { db, actor } = context
    const portal = await enter(context, code)
    const shown = await shownPage(db, await visibleRows(db, actor, 'page.view'), portal.id, page)
    if (!shown) throw notFound()
    return shown
  },
})

export const listMyPortals = listing({
  name: 'listMyPortals',
  endpoint: listMyPortalsApi,
  permission: 'portal.view',
  within: () => ({}),
  async run({ db, visible }) {
    return { rows: await listVisiblePortals(db, visible) }
  },
})

import { notFound } from '../../base/refusal.ts'
import { listing } from '../../operations/operation.ts'
import { openFields } from '../../access/open-fields.ts'
import { findApp } from '../app.sql.ts'
import { openOnly } from '../open-shape.ts'
import { getAppApi, getAppOnPortalApi } from '../contract.ts'

export const getApp = listing({
  name: 'getApp',
  endpoint: getAppApi,
  permission: 'app.view',
  within: () => ({}),
  async run({ db, actor, visible }, { app }) {
    const found = await findApp(db, actor, visible, app)
    if (!found) throw notFound()
    return found
  },
})

export const getAppOnPortal = listing({
  name: 'getAppOnPortal',
  endpoint: getAppOnPortalApi,
  permission: 'app.view',
  within: () => ({}),
  async run({ db, actor, visible }, { app }) {
    const found = await findApp(db, actor, visible, app)
    if (!found) throw notFound()
    const { id, name, itemName, titleField, can } = found
    const fields = openOnly(found.fields, await openFields(db, actor, app))
    return { id, name, itemName, titleField, fields, can: { createItem: can.createItem } }
  },
})

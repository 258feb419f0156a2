import { notFound } from '../../base/refusal.ts'
import { listing } from '../../operations/operation.ts'
import { findApp } from '../app.sql.ts'
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
    const { id, name, itemName, titleField, fields, can } = found
    return { id, name, itemName, titleField, fields, can: { createItem: can.createItem } }
  },
})

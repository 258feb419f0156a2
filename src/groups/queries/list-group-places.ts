import { listing } from '../../operations/operation.ts'
import { listGroupPlacesApi } from '../contract.ts'
import { listPlaces } from '../group.sql.ts'

export const listGroupPlaces = listing({
  name: 'listGroupPlaces',
  endpoint: listGroupPlacesApi,
  permission: 'group.view',
  within: () => ({}),
  run: ({ db, actor, visible }) => listPlaces(db, actor, visible),
})

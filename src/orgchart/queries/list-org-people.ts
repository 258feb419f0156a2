import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { pageOf, readStart } from '../../people/queries/asked.ts'
import { listDraftPeopleApi } from '../contract-draft.ts'
import { listOrgPeopleApi } from '../contract.ts'
import { elementExists, listPeopleOf } from '../org-element.sql.ts'

export const listOrgPeople = query({
  name: 'listOrgPeople',
  endpoint: listOrgPeopleApi,
  permission: 'org_chart.view',
  target: () => ({}),
  async run({ db }, { element, after, limit }) {
    if (!(await elementExists(db, element))) throw notFound()
    const rows = await listPeopleOf(db, 'org_members', { element, after: readStart(after), limit: limit + 1 })
    return pageOf(
      rows,
      limit,
      ({ name, id }) => [name, id],
      (row) => row,
    )
  },
})

export const listDraftPeople = query({
  name: 'listDraftPeople',
  endpoint: listDraftPeopleApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ db }, { element, after, limit }) {
    const rows = await listPeopleOf(db, 'org_draft_people', { element, after: readStart(after), limit: limit + 1 })
    return pageOf(
      rows,
      limit,
      ({ name, id }) => [name, id],
      (row) => row,
    )
  },
})

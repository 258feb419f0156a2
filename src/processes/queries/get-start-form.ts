import { forPortal } from '../../base/endpoint.ts'
import { Refusal } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { appFields } from '../../apps/queries/app-fields.ts'
import { getStartFormApi } from '../contract.ts'
import { definitionOf } from '../definitions.ts'
import { resolveForm } from '../form.ts'
import { currentVersion } from '../process.sql.ts'
import { formOfStart } from '../start-form.ts'

/** Whoever may start a process may read what its form asks for, and nothing else of the app. */
export const getStartForm = query({
  name: 'getStartForm',
  endpoint: getStartFormApi,
  permission: 'process.start',
  target: ({ process }) => ({ id: process }),
  async run({ db }, { process }) {
    const version = await currentVersion(db, process)
    if (!version) {
      throw new Refusal(
        'conflict',
        'process.not_published',
        'Expected a published process, but this one is only a draft.',
      )
    }
    const form = formOfStart(await definitionOf(db, version.id))
    const app = version.app && { id: version.app, ...(await appFields(db, version.app)) }
    return {
      process: { id: process, name: version.name },
      app: app ? { id: app.id, itemName: app.itemName } : null,
      fields: resolveForm(form, app ? app.fields : []).filter(({ access }) => access === 'write'),
    }
  },
})

/** The same for people from outside, by their session. */
export const getStartFormOnPortal = {
  ...getStartForm,
  name: 'getStartFormOnPortal',
  endpoint: forPortal(getStartForm.endpoint),
}

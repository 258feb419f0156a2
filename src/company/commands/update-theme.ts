import { personBehind } from '../../access/actor.ts'
import { differences } from '../../base/differences.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { imageKinds, resetThemeApi, updateThemeApi } from '../contract.ts'
import { refuseUnreadable, revise } from '../settings.ts'
import { deleteImages, lockTheme, saveTheme } from '../theme.sql.ts'

export const updateTheme = command({
  name: 'updateTheme',
  endpoint: updateThemeApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor, note }, change) {
    const old = await lockTheme(tx)
    const now = revise('theme', old, change)
    refuseUnreadable(now.color)
    await saveTheme(tx, now, personBehind(actor)!)
    note(differences(old, now))
    await changed(tx, { topics: ['theme'], employees: true })
    return { version: now.version }
  },
})

export const resetTheme = command({
  name: 'resetTheme',
  endpoint: resetThemeApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor }, { version }) {
    const now = revise('theme', await lockTheme(tx), { version, color: null, titleEnding: null, scheme: 'auto' })
    await saveTheme(tx, now, personBehind(actor)!)
    await deleteImages(tx, imageKinds)
    await changed(tx, { topics: ['theme'], employees: true })
    return { version: now.version }
  },
})

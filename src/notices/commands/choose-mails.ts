import { notFound } from '../../base/refusal.ts'
import { replaceMuted } from '../../mail/muted-mails.sql.ts'
import { changed } from '../../operations/changed.ts'
import { command, onPortal } from '../../operations/operation.ts'
import { chooseMailsApi } from '../contract-choices.ts'

/** Reaches nobody but the actor, so the door is all it asks for. What may be turned off, the schema says too. */
export const chooseMails = command({
  name: 'chooseMails',
  endpoint: chooseMailsApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, actor, note }, { unwanted }) {
    if (actor.kind !== 'user') throw notFound()
    await replaceMuted(tx, actor.id, unwanted)
    note({ user: actor.id, unwanted })
    await changed(tx, { topics: ['me'], users: [actor.id] })
    return null
  },
})

export const chooseMailsOnPortal = onPortal(chooseMails, 'chooseMailsOnPortal')

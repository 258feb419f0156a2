import { personBehind } from '../../access/actor.ts'
import { faultOfTemplate } from '../../base/mail-template.ts'
import { Refusal } from '../../base/refusal.ts'
import { lockMailSettings, saveMailTemplate } from '../../mail/mail-settings.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { updateMailTemplateApi } from '../contract-settings.ts'
import { refuseStale } from '../mail-settings.ts'

export const updateMailTemplate = command({
  name: 'updateMailTemplate',
  endpoint: updateMailTemplateApi,
  permission: 'company.supervise',
  target: () => ({}),
  recent: true,
  async run({ tx, actor, note }, { version, template }) {
    refuseStale(await lockMailSettings(tx), version)
    const fault = template && faultOfTemplate(template)
    if (fault) throw new Refusal('unprocessable', 'mail_settings.template_unusable', fault)
    const saved = await saveMailTemplate(tx, template, personBehind(actor)!)
    note({ template: template ? 'own' : 'standard' })
    await changed(tx, { topics: ['mail_settings'], employees: true })
    return { version: saved }
  },
})

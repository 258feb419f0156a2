import { query } from '../../operations/operation.ts'
import { letterKinds, standardText } from '../../signin/queries/letter-kinds.ts'
import { listMailTextsApi, textKinds } from '../contract-texts.ts'
import { listOwnTexts } from '../mail-text.sql.ts'

export const listMailTexts = query({
  name: 'listMailTexts',
  endpoint: listMailTextsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }) {
    const own = await listOwnTexts(db)
    const rows = textKinds.flatMap((kind) =>
      (['en', 'ru'] as const).map((language) => {
        const found = own.find((text) => text.kind === kind && text.language === language)
        const { button, ...standard } = standardText(kind, language)
        const { places, sample } = letterKinds[kind]
        const { subject, body } = found ?? standard
        const said = { kind, language, subject, body, standard, button, places: [...places], sample: { ...sample } }
        const { version = 0, changedBy = null, changedAt = null } = found ?? {}
        return { ...said, isOwn: found !== undefined, version, changedBy, changedAt }
      }),
    )
    return { rows }
  },
})

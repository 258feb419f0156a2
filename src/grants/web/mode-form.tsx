import { type AppShape, getAppApi, updateAppApi } from '../../apps/contract.ts'
import { ChoiceField, SwitchField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { listAppRightsApi } from '../contract.ts'

/** Which rows decide on an app's items, and two switches that go with all of them. */
export function ModeForm({ app }: { app: AppShape }) {
  const t = useText()
  return (
    <CommandForm
      key={app.version}
      endpoint={updateAppApi}
      start={{ mode: app.mode, headsInherit: app.headsInherit, namesWhomToAsk: app.namesWhomToAsk }}
      input={(values) => ({ app: app.id, version: app.version, ...values })}
      submit={t('Save')}
      done={t('Saved.')}
      invalidates={[getAppApi, listAppRightsApi, 'workspaces']}
    >
      <ChoiceField
        name="mode"
        label={t('Who decides on its items')}
        choices={[
          {
            value: 'open',
            label: t('Open'),
            description: t(
              'Every employee may see, make, edit and delete items. People from outside see what a portal shows.',
            ),
          },
          { value: 'app', label: t('The app'), description: t('The rows below, for all its items alike.') },
          {
            value: 'folders',
            label: t('Its folders'),
            description: t(
              'The rows below and those of each folder; a folder can be cut off from what stands above it.',
            ),
          },
          {
            value: 'items',
            label: t('Its items'),
            description: t('The rows below, and beside them rows of single items behind the lock.'),
          },
        ]}
      />
      <SwitchField
        name="headsInherit"
        label={t('Rights pass up to heads')}
        description={t('Whatever a person may here, every head above them in the org chart may too.')}
      />
      <SwitchField
        name="namesWhomToAsk"
        label={t('Tell whom to ask')}
        description={t('Somebody who sees an item but may not change it is told who could give the right.')}
      />
    </CommandForm>
  )
}

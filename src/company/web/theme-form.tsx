import { ColorField } from '../../ui/color-field.tsx'
import { ChoiceField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel } from '../../ui/layout.tsx'
import { type ThemeShape, updateThemeApi } from '../contract.ts'

/** Ours, where the company has chosen none. */
const standard = '#2b479f'

export function ThemeForm({ theme, onSaved }: { theme: ThemeShape; onSaved: () => void }) {
  const t = useText()
  return (
    <Panel title={t('Look')}>
      <CommandForm
        endpoint={updateThemeApi}
        start={{ color: theme.color ?? standard, titleEnding: theme.titleEnding ?? '', scheme: theme.scheme }}
        input={({ color, titleEnding, scheme }) => ({
          version: theme.version,
          color: color === standard ? null : color,
          titleEnding: titleEnding.trim() === '' ? null : titleEnding,
          scheme,
        })}
        submit={t('Save')}
        problemFields={{ 'theme.colour_contrast': 'color' }}
        onDone={onSaved}
      >
        <ColorField name="color" label={t('Colour of buttons and links')} sample={t('New request')} />
        <TextField
          name="titleEnding"
          label={t('Ending of window titles')}
          description={t('Empty: the name of the company')}
          maxLength={60}
        />
        <ChoiceField
          name="scheme"
          label={t('Light or dark')}
          choices={[
            { value: 'auto', label: t('As the device is') },
            { value: 'light', label: t('Light') },
            { value: 'dark', label: t('Dark') },
          ]}
          description={t('For people who have chosen none in their menu.')}
        />
      </CommandForm>
    </Panel>
  )
}

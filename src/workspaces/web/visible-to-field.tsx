import { ChoiceField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'

/** Who has a workspace or an app in the menu. */
export function VisibleToField() {
  const t = useText()
  return (
    <ChoiceField
      name="visibleTo"
      label={t('Who has it in the menu')}
      choices={[
        { value: 'everyone', label: t('All employees') },
        { value: 'administrators', label: t('Administrators only') },
      ]}
    />
  )
}

import { SegmentedControl } from '@mantine/core'
import { chooseLanguage, currentLanguage, type Language, languages, useText } from './language.ts'

/** Both languages in their own words, so that whoever landed in the wrong one finds the way out. */
export function LanguageSwitch() {
  const t = useText()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('Language')}
      data={languages}
      value={currentLanguage()}
      onChange={(value) => void chooseLanguage(value as Language)}
    />
  )
}

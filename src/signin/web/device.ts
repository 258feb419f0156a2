import { useText } from '../../ui/language.ts'
import { deviceWords } from '../portal/device-words.ts'

/** A device in words, from what its browser says of itself. */
export function useDevice(): (userAgent: string) => string {
  const t = useText()
  return (userAgent) => {
    const { browser, system } = deviceWords(userAgent)
    return browser && system ? t('{{browser}} on {{system}}', { browser, system }) : t('An unknown program')
  }
}

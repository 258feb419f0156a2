import type { Translate } from '../../ui/language.ts'
import type { ProvingMethod } from '../security-contract.ts'

export const methodWords = (method: ProvingMethod, t: Translate): string =>
  ({
    passkey: t('Use a passkey'),
    totp: t('Use the authenticator app'),
    email_code: t('Have a code sent by mail'),
    recovery_code: t('Use a recovery code'),
  })[method]

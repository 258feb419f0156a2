import { confirmHours, undoDays } from './email-contract.ts'
import type { Letter } from './letters.ts'

/** To the new address. */
export const confirmEmail = (name: string, url: string): Letter => ({
  template: 'email_confirm',
  url,
  en: {
    subject: 'Confirm your new e-mail address',
    paragraphs: [
      `${name} wants to sign in to Portico with this address. Confirm it with the button; it works once, for ${confirmHours} hours.`,
      'If you know nothing of this, nothing is to be done: without you nothing changes.',
    ],
    label: 'Confirm the address',
  },
  ru: {
    subject: 'Подтвердите новый адрес',
    paragraphs: [
      `${name} хочет входить в Portico с этим адресом. Подтвердите его кнопкой; она работает один раз, ${confirmHours} часа.`,
      'Если вы ничего об этом не знаете, делать ничего не нужно: без вас ничего не изменится.',
    ],
    label: 'Подтвердить адрес',
  },
})

/** To whoever has the new address already; nobody else learns that there is an account (AT-103). */
export const emailInUse = (): Letter => ({
  template: 'email_in_use',
  en: {
    subject: 'Somebody wants to use your address',
    paragraphs: [
      'Somebody wants to sign in to Portico with this address, but it belongs to your account. Nothing has changed.',
      'If it was you: change the address of your other account to a different one.',
    ],
  },
  ru: {
    subject: 'Кто-то хочет использовать ваш адрес',
    paragraphs: [
      'Кто-то хочет входить в Portico с этим адресом, но он принадлежит вашей учётной записи. Ничего не изменилось.',
      'Если это были вы: укажите для второй учётной записи другой адрес.',
    ],
  },
})

/** To the old address, when it is asked for. */
export const emailChangeAsked = (to: string, url: string): Letter => ({
  template: 'email_change_asked',
  url,
  en: {
    subject: 'Your e-mail address is about to change',
    paragraphs: [
      `Somebody, perhaps you, wants your account in Portico to be reached at ${to}. It changes when that address confirms.`,
      'If it was not you, stop it with the button and change your password.',
    ],
    label: 'Stop the change',
  },
  ru: {
    subject: 'Ваш адрес скоро изменится',
    paragraphs: [
      `Кто-то, возможно вы, хочет, чтобы адресом вашей учётной записи Portico стал ${to}. Он изменится, когда новый адрес подтвердят.`,
      'Если это были не вы, остановите смену кнопкой и смените пароль.',
    ],
    label: 'Остановить смену',
  },
})

/** To the old address, when it is done. */
export const emailChanged = (to: string, url: string): Letter => ({
  template: 'email_changed',
  url,
  en: {
    subject: 'Your e-mail address was changed',
    paragraphs: [
      `Your account in Portico is reached at ${to} now, and no longer at this address.`,
      `If it was not you, take it back with the button within ${undoDays} days. Every session ends then, and you choose a new password.`,
    ],
    label: 'Take the change back',
  },
  ru: {
    subject: 'Ваш адрес изменён',
    paragraphs: [
      `Адрес вашей учётной записи Portico теперь ${to}, а не этот.`,
      `Если это были не вы, верните прежний адрес кнопкой в течение ${undoDays} дней. Все сеансы завершатся, и вы зададите новый пароль.`,
    ],
    label: 'Вернуть прежний адрес',
  },
})

/** To both addresses, when the old one took it back. */
export const emailRestored = (to: string): Letter => ({
  template: 'email_restored',
  en: {
    subject: 'The change of an e-mail address was taken back',
    paragraphs: [
      `The account in Portico is reached at ${to} again. Every session and API token of it has ended.`,
      'Choose a new password at the sign-in page, and look whether passkeys or apps were added that are not yours.',
    ],
  },
  ru: {
    subject: 'Смена адреса отменена',
    paragraphs: [
      `Адрес учётной записи Portico снова ${to}. Все её сеансы и API-токены завершены.`,
      'Задайте новый пароль на странице входа и проверьте, не добавлены ли чужие ключи доступа или приложения.',
    ],
  },
})

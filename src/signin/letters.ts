import type { JobSender } from '../jobs/queue.ts'
import { queueMail } from '../mail/queue-mail.ts'
import type { Tx } from '../sql/database.ts'
import type { Reader } from './account.sql.ts'
import { codeMinutes, invitationDays } from './invitations-contract.ts'
import { resetMinutes } from './contract.ts'

type Written = { subject: string; paragraphs: string[]; label?: string }
export type Letter = {
  template: string
  en: Written
  ru: Written
  url?: string
  /** What a company's own words may name (queries/letter-kinds.ts). */
  facts?: Readonly<Record<string, string>>
}

/** Queues a letter in the reader's language, in the transaction of the deed it tells of. */
export async function sendLetter(
  tx: Tx,
  send: JobSender,
  to: Omit<Reader, 'id' | 'fullName'> & { id: Reader['id'] | null },
  letter: Letter,
) {
  const { subject, paragraphs, label } = letter[to.language]
  await queueMail(tx, send, {
    to: to.email,
    toUser: to.id,
    template: letter.template,
    subject,
    paragraphs,
    ...(letter.url && label && { action: { label, url: letter.url } }),
    ...(letter.facts && { own: { language: to.language, facts: letter.facts } }),
  })
}

export const employeeInvitation = (company: string, inviter: string, url: string): Letter => ({
  template: 'invitation',
  facts: { company, inviter },
  url,
  en: {
    subject: `${inviter} invites you to ${company}`,
    paragraphs: [
      `${inviter} invites you to work in Portico with ${company}.`,
      `Choose your name and password with the link below. It works for ${invitationDays.employee} days.`,
    ],
    label: 'Accept the invitation',
  },
  ru: {
    subject: `${inviter} приглашает вас в ${company}`,
    paragraphs: [
      `${inviter} приглашает вас работать в Portico компании «${company}».`,
      `Укажите имя и пароль по ссылке ниже. Она действует ${invitationDays.employee} дня.`,
    ],
    label: 'Принять приглашение',
  },
})

export const confirmationCode = (portal: string, code: string): Letter => ({
  template: 'confirmation_code',
  facts: { portal, code },
  en: {
    subject: `${code} is your code for ${portal}`,
    paragraphs: [
      `Enter this code to confirm your address: ${code}`,
      `It works for ${codeMinutes} minutes. If you did not ask for it, nothing is to be done.`,
    ],
  },
  ru: {
    subject: `${code} — ваш код для «${portal}»`,
    paragraphs: [
      `Введите этот код, чтобы подтвердить адрес: ${code}`,
      `Код действует ${codeMinutes} минут. Если вы его не запрашивали, ничего делать не нужно.`,
    ],
  },
})

/** The second step of signing in, and a proof given again. */
export const proofCode = (code: string): Letter => ({
  template: 'proof_code',
  facts: { code },
  en: {
    subject: `${code} is your code`,
    paragraphs: [
      `Enter this code to go on: ${code}`,
      `It works for ${codeMinutes} minutes. If you are not signing in right now, somebody knows your password: change it.`,
    ],
  },
  ru: {
    subject: `${code} — ваш код`,
    paragraphs: [
      `Введите этот код, чтобы продолжить: ${code}`,
      `Код действует ${codeMinutes} минут. Если вы сейчас не входите, кто-то знает ваш пароль: смените его.`,
    ],
  },
})

/** In place of a code, when an address is tried that has an account: only its owner learns of it (AT-103). */
export const addressInUse = (portal: string): Letter => ({
  template: 'address_in_use',
  facts: { portal },
  en: {
    subject: `You have an account already`,
    paragraphs: [
      `Somebody, perhaps you, wants to register at ${portal} with this address, which has an account already.`,
      'Sign in with it instead, or ask whoever invited you to invite that account. If it was not you, nothing is to be done.',
    ],
  },
  ru: {
    subject: 'У вас уже есть учётная запись',
    paragraphs: [
      `Кто-то, возможно вы, регистрируется на «${portal}» с этим адресом, но у него уже есть учётная запись.`,
      'Войдите с ней или попросите пригласить именно её. Если это были не вы, ничего делать не нужно.',
    ],
  },
})

export const freshInvitationAsked = (name: string, what: string, url: string): Letter => ({
  template: 'fresh_invitation_asked',
  facts: { name, what },
  url,
  en: {
    subject: `${name} asks for a fresh invitation`,
    paragraphs: [`The invitation of ${name} to ${what} has ended, and a fresh one was asked for from its page.`],
    label: 'Open the account',
  },
  ru: {
    subject: `${name} просит новое приглашение`,
    paragraphs: [`Срок приглашения (${name}, ${what}) истёк, и с его страницы запрошено новое.`],
    label: 'Открыть учётную запись',
  },
})

export const noFreeSeat = (name: string, url: string): Letter => ({
  template: 'no_free_seat',
  facts: { name },
  url,
  en: {
    subject: 'Nobody more can register: all external seats are taken',
    paragraphs: [
      `${name} wanted to accept an invitation, but no external seat was free. The invitation stays good.`,
      'Lock somebody who no longer needs a seat, or add a license key.',
    ],
    label: 'Open licenses',
  },
  ru: {
    subject: 'Регистрация невозможна: внешние места заняты',
    paragraphs: [
      `${name} не может принять приглашение: нет свободного внешнего места. Приглашение остаётся в силе.`,
      'Заблокируйте тех, кому место больше не нужно, или добавьте лицензионный ключ.',
    ],
    label: 'Открыть лицензии',
  },
})

export const passwordReset = (url: string): Letter => ({
  template: 'password_reset',
  facts: {},
  url,
  en: {
    subject: 'Set a new password',
    paragraphs: [
      `Somebody, perhaps you, asked for a new password. The button works once, for ${resetMinutes} minutes.`,
      'If it was not you, nothing is to be done: the old password stays.',
    ],
    label: 'Set a new password',
  },
  ru: {
    subject: 'Новый пароль',
    paragraphs: [
      `Кто-то, возможно вы, запросил новый пароль. Кнопка работает один раз, в течение ${resetMinutes} минут.`,
      'Если это были не вы, ничего делать не нужно: старый пароль остаётся.',
    ],
    label: 'Задать новый пароль',
  },
})

export const passwordChanged = (): Letter => ({
  template: 'password_changed',
  facts: {},
  en: {
    subject: 'Your password was changed',
    paragraphs: [
      'Your password was changed and you were signed out everywhere.',
      'If it was not you, tell your administrator at once.',
    ],
  },
  ru: {
    subject: 'Ваш пароль изменён',
    paragraphs: [
      'Ваш пароль изменён, и вы вышли из системы на всех устройствах.',
      'Если это были не вы, сразу сообщите администратору.',
    ],
  },
})

/** To the groups that are told; who it was from stands in the audit. */
export const signInPaused = (name: string): Letter => ({
  template: 'sign_in_paused',
  facts: { name },
  en: {
    subject: `Sign-in of ${name} is paused`,
    paragraphs: [
      `There were too many wrong passwords for ${name}, so sign-in is paused.`,
      'Ask whether it was them. If it was not, look at Administration → Audit for where the tries came from.',
    ],
  },
  ru: {
    subject: `Вход приостановлен: ${name}`,
    paragraphs: [
      `Слишком много неверных паролей (${name}), поэтому вход приостановлен.`,
      'Спросите, был ли это сам пользователь. Если нет, посмотрите в разделе «Администрирование → Аудит», откуда были попытки.',
    ],
  },
})

const factorWords = {
  app_added: ['An authenticator app was added', 'Добавлено приложение для кодов'],
  app_removed: ['The authenticator app was removed', 'Приложение для кодов удалено'],
  passkey_added: ['A passkey was added', 'Добавлен ключ доступа'],
  passkey_removed: ['A passkey was removed', 'Ключ доступа удалён'],
  mail_added: ['Codes by mail are asked for at sign-in now', 'При входе теперь запрашивается код из письма'],
  mail_removed: ['Codes by mail are no longer asked for at sign-in', 'При входе больше не запрашивается код из письма'],
  codes_renewed: [
    'New recovery codes were made; the old ones are void',
    'Созданы новые резервные коды; старые недействительны',
  ],
  identity_linked: [
    'A sign-in provider was linked to your account',
    'К вашей учётной записи привязана внешняя служба входа',
  ],
  identity_removed: [
    'A sign-in provider was unlinked from your account',
    'От вашей учётной записи отвязана внешняя служба входа',
  ],
  all_removed: [
    'An administrator removed your second factors and passkeys',
    'Администратор удалил ваши вторые факторы и ключи доступа',
  ],
} as const

export const factorChanged = (what: keyof typeof factorWords): Letter => {
  const [en, ru] = factorWords[what]
  return {
    template: 'factor_changed',
    en: {
      subject: en,
      paragraphs: [`${en}.`, 'If it was not you and you did not ask for it, tell your administrator at once.'],
    },
    ru: {
      subject: ru,
      paragraphs: [`${ru}.`, 'Если это были не вы и вы об этом не просили, сразу сообщите администратору.'],
    },
  }
}

export const passwordOverdue = (): Letter => ({
  template: 'password_overdue',
  facts: {},
  en: {
    subject: 'Change your password',
    paragraphs: [
      'Your password is older than your company wants it to be.',
      'Sign in, open your profile and change it there. This mail has no link on purpose: a mail that leads to a password field may be from anybody.',
    ],
  },
  ru: {
    subject: 'Смените пароль',
    paragraphs: [
      'Ваш пароль старше, чем разрешает компания.',
      'Войдите, откройте профиль и смените его там. В этом письме намеренно нет ссылки: письмо, ведущее к полю пароля, может прислать кто угодно.',
    ],
  },
})

export const supervisorHandedOver = (from: string, to: string, company: string): Letter => ({
  template: 'supervisor_handed_over',
  en: {
    subject: `${to} is now the System supervisor of ${company}`,
    paragraphs: [
      `${from} has handed the role of System supervisor of ${company} to ${to}.`,
      'The supervisor passes every check and gets the tasks nobody else can be found for. If you did not expect this, speak to each other now.',
    ],
  },
  ru: {
    subject: `${to} — новый системный супервизор ${company}`,
    paragraphs: [
      `${from} передал(а) роль системного супервизора компании «${company}»: ${to}.`,
      'Супервизор проходит любые проверки и получает задачи, для которых никого не нашлось. Если вы этого не ожидали, свяжитесь друг с другом.',
    ],
  },
})

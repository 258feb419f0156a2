import type { Letter } from './letters.ts'
import { rescueMinutes } from './rescue-contract.ts'

/** To the supervisor and the administrators: whoever can run commands on the server is not one of them, perhaps. */
export const rescueStarted = (name: string): Letter => ({
  template: 'rescue_started',
  en: {
    subject: `A way back in was made for ${name}`,
    paragraphs: [
      `Somebody at the server has made a link by which ${name}, the System supervisor, gets a new password without a second factor. It works for ${rescueMinutes} minutes.`,
      'If nobody asked for this, speak to whoever runs the server now.',
    ],
  },
  ru: {
    subject: `Создан путь входа: ${name}`,
    paragraphs: [
      `На сервере создана ссылка, по которой системный супервизор (${name}) задаст новый пароль без второго подтверждения. Она действует ${rescueMinutes} минут.`,
      'Если об этом никто не просил, сразу обратитесь к тем, кто ведёт сервер.',
    ],
  },
})

export const rescued = (name: string): Letter => ({
  template: 'rescued',
  en: {
    subject: `${name} has a new password and no second factor`,
    paragraphs: [
      `The link made at the server was used: the password of ${name}, the System supervisor, is new, second factors and passkeys are removed, every session and API token has ended.`,
      'If it was not the supervisor, stop the server and speak to whoever runs it.',
    ],
  },
  ru: {
    subject: `${name}: новый пароль, второе подтверждение удалено`,
    paragraphs: [
      `Ссылкой с сервера воспользовались: у системного супервизора (${name}) новый пароль, вторые факторы и ключи доступа удалены, все сеансы и API-токены завершены.`,
      'Если это был не супервизор, остановите сервер и обратитесь к тем, кто его ведёт.',
    ],
  },
})

/** What signing in with more than a password says, and its sections of the settings; both languages must fill all of it. */
export interface AccessCatalogue {
  code: {
    title: string;
    intro: string;
    label: string;
    hint: string;
    recoveryLabel: string;
    recoveryHint: string;
    useRecovery: string;
    useApp: string;
    back: string;
  };
  passkey: {
    use: string;
    failed: string;
  };
  request: {
    link: string;
    title: string;
    intro: string;
    search: string;
    searchHint: string;
    found: (count: number) => string;
    none: (query: string) => string;
    chosen: string;
    other: string;
    choose: string;
    firstName: string;
    lastName: string;
    send: string;
    sentTitle: string;
    sent: (organisation: string) => string;
    again: string;
  };
  renewal: {
    intro: string;
    ask: string;
    sent: string;
  };
  twoStep: {
    title: string;
    intro: string;
    on: string;
    setUp: string;
    scan: string;
    qr: string;
    open: string;
    byHand: string;
    secret: string;
    confirm: string;
    confirmLabel: string;
    codesTitle: string;
    codesIntro: string;
    copyCodes: string;
    download: string;
    print: string;
    fileName: string;
    fileHead: (login: string) => string;
    kept: string;
    renew: string;
    renewText: string;
    off: string;
    offTitle: string;
    offText: string;
    codeOrRecovery: string;
    withPassword: string;
    withCode: string;
  };
  passkeys: {
    title: string;
    intro: string;
    unavailable: string;
    add: string;
    none: string;
    failed: string;
    neverUsed: string;
    lastUsed: (moment: string) => string;
    name: string;
    rename: string;
    renameOf: (name: string) => string;
    removeOf: (name: string) => string;
    removeTitle: (name: string) => string;
    removeText: string;
    unnamed: string;
  };
  proof: {
    title: string;
    text: string;
    go: string;
  };
  others: {
    end: string;
    title: string;
    text: string;
    ended: string;
  };
}

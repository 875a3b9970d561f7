import type { Operations, RegistrationOptions, SignInOptions } from "../../generated/api.ts";

type Registered = Omit<Operations["passkey.register"]["args"], "name">;
export type Signed = Operations["session.open_by_passkey"]["args"];

/** Passkeys belong to a name: a server that is reached by a number has none. */
export function passkeysWorkAt(host: string): boolean {
  return !/^[\d.]+$|^\[/.test(host);
}

export function canUsePasskeys(): boolean {
  return isSecureContext && "PublicKeyCredential" in window && passkeysWorkAt(location.hostname);
}

/** Whether the browser offers passkeys among what it fills in. */
export async function canOfferPasskeys(): Promise<boolean> {
  return canUsePasskeys() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

/** Asks the browser for a new passkey. Throws DOMException: the person changed their mind, or has this one already. */
export async function makePasskey(options: RegistrationOptions): Promise<Registered> {
  const made = (await navigator.credentials.create({
    publicKey: {
      challenge: bytesOf(options.challenge),
      rp: { id: options.party, name: options.party_name },
      user: { id: bytesOf(options.user), name: options.user_name, displayName: options.display_name },
      pubKeyCredParams: options.algorithms.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: options.exclude.map((id) => ({ type: "public-key", id: bytesOf(id) })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    },
  })) as PublicKeyCredential;
  const { clientDataJSON, attestationObject } = made.response as AuthenticatorAttestationResponse;
  return { id: made.id, client_data: textOf(clientDataJSON), attestation: textOf(attestationObject) };
}

/** Asks the browser to sign with a passkey; `offered`, it waits until one is picked among what it fills in. */
export async function usePasskey(options: SignInOptions, signal: AbortSignal, offered: boolean): Promise<Signed> {
  const used = (await navigator.credentials.get({
    publicKey: { challenge: bytesOf(options.challenge), rpId: options.party, userVerification: "required" },
    signal,
    ...(offered ? { mediation: "conditional" } : {}),
  })) as PublicKeyCredential;
  const response = used.response as AuthenticatorAssertionResponse;
  return {
    id: used.id,
    client_data: textOf(response.clientDataJSON),
    authenticator: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    ...(response.userHandle ? { user: textOf(response.userHandle) } : {}),
  };
}

/** Whether the browser, not the server, said no: the person closed its window, or a newer question took its place. */
export function isTheBrowsers(error: unknown): boolean {
  return error instanceof DOMException;
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

export function textOf(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

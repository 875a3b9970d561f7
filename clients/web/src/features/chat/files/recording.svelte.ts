const longest = 30 * 60;

/** What the microphone hears, until it is stopped. */
export class Recording {
  running = $state(false);
  seconds = $state(0);
  made = $state.raw<Blob | null>(null);
  trouble = $state(false);
  #recorder: MediaRecorder | null = null;

  async start(): Promise<void> {
    this.trouble = false;
    this.made = null;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      this.#record(stream);
    } catch {
      this.trouble = true;
    }
  }

  stop(): void {
    if (this.#recorder?.state === "recording") this.#recorder.stop();
  }

  #record(stream: MediaStream): void {
    const type = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"].find((each) => MediaRecorder.isTypeSupported(each));
    const recorder = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: 32_000 });
    const parts: Blob[] = [];
    const began = performance.now();
    const ticking = setInterval(() => {
      this.seconds = (performance.now() - began) / 1000;
      if (this.seconds > longest) this.stop();
    }, 250);
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      clearInterval(ticking);
      stream.getTracks().forEach((track) => track.stop());
      this.running = false;
      this.made = new Blob(parts, { type: recorder.mimeType });
    };
    this.#recorder = recorder;
    this.seconds = 0;
    recorder.start(1000);
    this.running = true;
  }
}

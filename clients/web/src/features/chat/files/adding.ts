/** What files add to the composer's +; fetched when it is first opened. */
import { adding } from "../../../language/chat/adding.ts";
import { manageWords } from "../../../language/manage.svelte.ts";
import { fine } from "../../../ui/screen.ts";
import { additions } from "../composer/additions.ts";
import { chooseFiles } from "./tray.svelte.ts";

const always = () => true;

// What is chosen most stands first.
additions.unshift(
  { name: "picture", icon: "picture", label: () => manageWords(adding).picture, shown: always, choose: ({ id }) => chooseFiles(id, "image/*,video/*") },
  { name: "file", icon: "paperclip", label: () => manageWords(adding).file, shown: always, choose: ({ id }) => chooseFiles(id, "") },
  { name: "camera", icon: "camera", label: () => manageWords(adding).camera, shown: () => !fine.current, choose: ({ id }) => chooseFiles(id, "image/*", true) },
  { name: "voice", icon: "microphone", label: () => manageWords(adding).voice, shown: () => "MediaRecorder" in globalThis, load: () => import("./Recorder.svelte") },
);

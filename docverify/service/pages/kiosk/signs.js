// Which icon says what a hint or a screen says, for those who do not read.
export const HINT_SIGNS = {
  show_document: "document", closer: "closer", farther: "farther", four_corners: "corners", straighten: "flat",
  glare: "glare", hold_still: "still", uncover_document: "hand", turn_over: "turn", wrong_side: "turn", take_away: "away",
  show_face: "person", one_person: "person", face_closer: "closer", face_farther: "farther", move_left: "left",
  move_right: "right", move_up: "up", move_down: "down", whole_face: "corners", look_straight: "eye", head_upright: "up",
  open_eyes: "eye", close_mouth: "mouth", uncover_face: "mask", more_light: "glare", less_light: "glare", face_still: "still",
  look_ahead: "eye", turn_left: "left", turn_right: "right", turn_slowly: "clock", good: "check", take_picture: "camera",
};

export const SCREEN_SIGNS = {
  checking: "wait", welcome: "check", officer: "person", try_again: "turn", forgotten: "forget", trouble: "help",
  closed: "clock", camera: "camera",
};

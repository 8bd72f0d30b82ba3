"""The quality of a face that is good by every measure, as a place to depart from."""

from docverify.evidence import Quality

GOOD = Quality(
    eye_distance=60.0,
    certainty=0.93,
    visible=1.0,
    sharpness=0.2,
    brightness=0.5,
    contrast=0.3,
    clipped=0.0,
    yaw=0.0,
    pitch=0.0,
    roll=0.0,
    background=0.1,
)
